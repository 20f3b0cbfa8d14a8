import { Args, ArgsType, Field, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, IsLocalDate, IsRecordId, QueryBus } from '@demarc/commands';
import { CurrentCall, LocalDateScalar, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { CreditNotesOf, FindInvoice, LinesOf, ListInvoices } from '../app/documents/find-documents.query.js';
import { AllocationsOf } from '../app/payments/find-payments.query.js';
import { IssueOneTimeInvoice, IssueOneTimeInvoiceInput } from '../app/documents/issue-one-time-invoice.js';
import { VoidInvoice, VoidInvoiceInput } from '../app/documents/void-invoice.js';
import type { CreditNoteId, InvoiceId } from '../ids.js';
import {
  AllocationView,
  allocationView,
  CreditNoteView,
  creditNoteView,
  DocumentLineView,
  InvoicePage,
  InvoiceView,
  invoiceView,
  lineView,
} from './document.view.js';
import { BillingLoaders } from './loaders.js';

@ArgsType()
export class InvoiceListArgs extends PageArgs {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Only this customer’s.' })
  @IsOptional()
  @IsRecordId()
  customerId?: string;

  @Field(() => Boolean, { nullable: true, description: 'Only those with something open.' })
  @IsOptional()
  @IsBoolean()
  openOnly?: boolean;

  @Field(() => String, { nullable: true, description: 'Exactly this number.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  number?: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Document date from this day on.' })
  @IsOptional()
  @IsLocalDate()
  from?: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Document date up to this day.' })
  @IsOptional()
  @IsLocalDate()
  through?: LocalDate;
}

@Resolver(() => InvoiceView)
export class InvoiceResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(FindInvoice)
  @Query(() => InvoiceView, { description: 'One invoice.' })
  invoice(
    @Args('id', { type: () => RecordIdScalar, description: 'The invoice’s id.' }) id: InvoiceId,
    @CurrentCall() call: Call,
  ): Promise<InvoiceView> {
    return this.find(id, call);
  }

  @Asks(ListInvoices)
  @Query(() => InvoicePage, { description: 'Invoices, newest first.' })
  async invoices(@Args() args: InvoiceListArgs, @CurrentCall() call: Call): Promise<Page<InvoiceView>> {
    const page = await this.queries.ask(ListInvoices, { ...args }, call);
    return { ...page, nodes: page.nodes.map(invoiceView) };
  }

  @Runs(IssueOneTimeInvoice)
  @Mutation(() => InvoiceView, { description: 'Issues a one-time invoice.' })
  async issueOneTimeInvoice(
    @Args('input', { description: 'The invoice.' }) input: IssueOneTimeInvoiceInput,
    @CurrentCall() call: Call,
  ): Promise<InvoiceView> {
    return this.find((await this.commands.run(IssueOneTimeInvoice, input, call)).invoiceId, call);
  }

  @Runs(VoidInvoice)
  @Mutation(() => InvoiceView, { description: 'Voids an invoice by a full credit note.' })
  async voidInvoice(
    @Args('input', { description: 'Which, and why.' }) input: VoidInvoiceInput,
    @CurrentCall() call: Call,
  ): Promise<InvoiceView> {
    return this.find((await this.commands.run(VoidInvoice, input, call)).invoiceId, call);
  }

  @Asks(LinesOf)
  @ResolveField(() => [DocumentLineView], { description: 'Its lines, each with why.' })
  async lines(@Parent() invoice: InvoiceView, @CurrentCall() call: Call): Promise<DocumentLineView[]> {
    return (await this.loaders.lines(call, 'invoice', invoice.id)).map((line) =>
      lineView(line, invoice.gross.currency),
    );
  }

  @Asks(AllocationsOf)
  @ResolveField(() => [AllocationView], { description: 'What settles it.' })
  async allocations(@Parent() invoice: InvoiceView, @CurrentCall() call: Call): Promise<AllocationView[]> {
    return (await this.loaders.allocations(call, 'invoice', invoice.id)).map(allocationView);
  }

  private async find(id: InvoiceId, call: Call): Promise<InvoiceView> {
    return invoiceView(await this.queries.ask(FindInvoice, { id }, call));
  }
}

@Resolver(() => CreditNoteView)
export class CreditNoteResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(CreditNotesOf)
  @Query(() => CreditNoteView, { nullable: true, description: 'One credit note.' })
  async creditNote(
    @Args('id', { type: () => RecordIdScalar, description: 'The credit note’s id.' }) id: CreditNoteId,
    @CurrentCall() call: Call,
  ): Promise<CreditNoteView | null> {
    const [found] = await this.queries.ask(CreditNotesOf, { id }, call);
    return found ? creditNoteView(found) : null;
  }

  @Asks(LinesOf)
  @ResolveField(() => [DocumentLineView], { description: 'Its lines, each with why.' })
  async lines(@Parent() note: CreditNoteView, @CurrentCall() call: Call): Promise<DocumentLineView[]> {
    return (await this.loaders.lines(call, 'credit_note', note.id)).map((line) => lineView(line, note.gross.currency));
  }

  @Asks(AllocationsOf)
  @ResolveField(() => [AllocationView], { description: 'What it settles.' })
  async allocations(@Parent() note: CreditNoteView, @CurrentCall() call: Call): Promise<AllocationView[]> {
    return (await this.loaders.allocations(call, 'credit_note', note.id)).map(allocationView);
  }
}
