import { Args, ArgsType, Field, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import type { CustomerId } from '@demarc/crm';
import { CurrentCall, InstantScalar, MoneyView, type Page, PageArgs, pageOf, RecordIdScalar } from '@demarc/graphql';
import { Timeline } from '../app/timeline.query.js';
import type { TimelineKind } from '../domain/timeline-sentence.js';

const TimelineKindEnum = {
  PAYMENT: 'payment',
  INVOICE: 'invoice',
  CREDIT_NOTE: 'credit_note',
  STATUS: 'status',
  SERVICE: 'service',
  NETWORK: 'network',
  SESSION: 'session',
  NOTE: 'note',
  CHANGE: 'change',
} as const;
registerEnumType(TimelineKindEnum, {
  name: 'TimelineKind',
  description: 'What a line of a timeline is about.',
  valuesMap: {
    PAYMENT: { description: 'Money in.' },
    INVOICE: { description: 'An invoice was issued.' },
    CREDIT_NOTE: { description: 'A credit note was issued.' },
    STATUS: { description: 'Lifecycle, standing, status or a hold changed.' },
    SERVICE: { description: 'A service was added, started or changed.' },
    NETWORK: { description: 'Access was opened or closed, and how the routers answered.' },
    SESSION: { description: 'Time online.' },
    NOTE: { description: 'A note of a colleague.' },
    CHANGE: { description: 'Somebody changed something else.' },
  },
});

@ObjectType('TimelineEntry', { description: 'Something that happened with a customer.' })
export class TimelineEntryView {
  @Field(() => String, { description: 'Names the entry.' })
  id: string;

  @Field(() => InstantScalar, { description: 'When it happened.' })
  at: Date;

  @Field(() => TimelineKindEnum, { description: 'What it is about.' })
  kind: TimelineKind;

  @Field(() => String, { description: 'What happened, in a sentence.' })
  sentence: string;

  @Field(() => String, { nullable: true, description: 'Who did it, where a person or a key did.' })
  by: string | null;

  @Field(() => MoneyView, { nullable: true, description: 'The amount of a payment or document.' })
  amount: MoneyView | null;

  @Field(() => String, {
    nullable: true,
    description: 'What `linkId` names: payment, invoice, credit_note, service, …',
  })
  linkKind: string | null;

  @Field(() => String, { nullable: true, description: 'The record to open for more.' })
  linkId: string | null;
}

const TimelinePage = pageOf(TimelineEntryView, 'TimelineEntry');

@ArgsType()
class TimelineArgs extends PageArgs {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  customerId: CustomerId;

  @Field(() => [TimelineKindEnum], {
    nullable: true,
    description: 'Only these kinds; all that the reader may see when absent.',
  })
  kinds?: TimelineKind[] | null;
}

@Resolver()
export class TimelineResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(Timeline)
  @Query(() => TimelinePage, {
    description: 'Everything that happened with a customer, newest first. The total is not counted.',
  })
  timeline(
    @Args() { customerId, kinds, first, after }: TimelineArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<TimelineEntryView>> {
    return this.queries.ask(Timeline, { customerId, kinds, first, after }, call);
  }
}
