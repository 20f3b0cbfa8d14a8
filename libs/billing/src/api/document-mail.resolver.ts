import { Args, ArgsType, Field, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, IsRecordId, QueryBus } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsOptional } from 'class-validator';
import type { UnsentReason } from '../app/documents/document-mails.js';
import { UnsentReasonEnum } from '../app/settings/document-enums.js';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import { CountRunMails, type FoundUnmailed, LastMailsOf, ListUnmailed } from '../app/documents/find-mails.query.js';
import { SendDocument, SendDocumentInput } from '../app/documents/send-document.js';
import {
  DocumentMailView,
  SentDocumentView,
  UnmailedDocumentPage,
  UnmailedDocumentView,
} from './document-mail.view.js';
import { CreditNoteView, InvoiceView } from './document.view.js';
import { BillingLoaders } from './loaders.js';
import { BillingRunView } from './run.view.js';

const LAST = { nullable: true, description: 'The last mail with it; null: it was not mailed.' } as const;

@ArgsType()
class UnmailedArgs extends PageArgs {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Only those of this billing run.' })
  @IsOptional()
  @IsRecordId()
  runId?: string;

  @Field(() => UnsentReasonEnum, { nullable: true, description: 'Only those that were not mailed for this reason.' })
  @IsOptional()
  @IsIn(Object.values(UnsentReasonEnum))
  reason?: UnsentReason;
}

@Resolver(() => UnmailedDocumentView)
export class DocumentMailResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Runs(SendDocument)
  @Mutation(() => SentDocumentView, {
    description: 'Mails an invoice or a credit note to its customer, again if need be.',
  })
  sendDocument(
    @Args('input', { description: 'Which document.' }) input: SendDocumentInput,
    @CurrentCall() call: Call,
  ): Promise<SentDocumentView> {
    return this.commands.run(SendDocument, input, call);
  }

  @Asks(ListUnmailed)
  @Query(() => UnmailedDocumentPage, {
    description: 'Documents that were to be mailed and were not, newest first.',
  })
  unmailedDocuments(@Args() args: UnmailedArgs, @CurrentCall() call: Call): Promise<Page<FoundUnmailed>> {
    return this.queries.ask(ListUnmailed, { ...args }, call);
  }

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, { nullable: true, description: 'Whose it is, by number and name.' })
  customer(@Parent() { customerId }: UnmailedDocumentView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => InvoiceView)
export class InvoiceMailResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(LastMailsOf)
  @ResolveField(() => DocumentMailView, LAST)
  lastMail(@Parent() { id }: InvoiceView, @CurrentCall() call: Call): Promise<DocumentMailView | null> {
    return this.loaders.lastMail(call, 'invoice', id);
  }
}

@Resolver(() => CreditNoteView)
export class CreditNoteMailResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(LastMailsOf)
  @ResolveField(() => DocumentMailView, LAST)
  lastMail(@Parent() { id }: CreditNoteView, @CurrentCall() call: Call): Promise<DocumentMailView | null> {
    return this.loaders.lastMail(call, 'credit_note', id);
  }
}

@Resolver(() => BillingRunView)
export class RunMailResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(CountRunMails)
  @ResolveField(() => Int, { description: 'Its invoices that were handed to the mail.' })
  mailed(@Parent() { id }: BillingRunView, @CurrentCall() call: Call): Promise<number> {
    return this.queries.ask(CountRunMails, { runId: id }, call);
  }
}
