import { Field, ObjectType, Parent, registerEnumType, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { SuspensionView } from '@demarc/billing';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, InstantScalar } from '@demarc/graphql';
import DataLoader from 'dataloader';
import { type LastContact, LastContactsOf } from '../app/last-contacts.query.js';

const ContactKindEnum = { MESSAGE: 'message', NOTE: 'note' } as const;
registerEnumType(ContactKindEnum, {
  name: 'ContactKind',
  description: 'How somebody was in touch with a customer.',
  valuesMap: { MESSAGE: { description: 'A message of the product.' }, NOTE: { description: 'A note of a colleague.' } },
});

@ObjectType('LastContact', { description: 'The last time that somebody was in touch with a customer.' })
export class LastContactView {
  @Field(() => ContactKindEnum, { description: 'How.' })
  kind: 'message' | 'note';

  @Field(() => InstantScalar, { description: 'When.' })
  at: Date;

  @Field(() => String, { description: 'The subject of a message, or the beginning of a note.' })
  about: string;

  @Field(() => String, { nullable: true, description: 'Of a message: queued, sent, failed, unsent.' })
  state: string | null;

  @Field(() => String, { nullable: true, description: 'Who wrote the note.' })
  by: string | null;
}

type Loader = DataLoader<string, LastContact | null>;

@Resolver(() => SuspensionView)
export class SuspensionContactResolver {
  private readonly ofCall = new WeakMap<Call, Loader>();

  constructor(private readonly queries: QueryBus) {}

  @Asks(LastContactsOf)
  @ResolveField(() => LastContactView, {
    nullable: true,
    description: 'When the customer was last written to or spoken with; null: never.',
  })
  lastContact(@Parent() { customerId }: SuspensionView, @CurrentCall() call: Call): Promise<LastContactView | null> {
    return this.loader(call).load(customerId);
  }

  private loader(call: Call): Loader {
    const known = this.ofCall.get(call);
    if (known) return known;
    const made: Loader = new DataLoader(
      async (customerIds) => {
        const found = await this.queries.ask(LastContactsOf, { customerIds }, call);
        return customerIds.map((id) => found.find((one) => one.customerId === id) ?? null);
      },
      { cache: false, maxBatchSize: 500 },
    );
    this.ofCall.set(call, made);
    return made;
  }
}
