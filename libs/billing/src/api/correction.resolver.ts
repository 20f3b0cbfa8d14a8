import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import {
  CorrectInvoice,
  CorrectInvoiceInput,
  CorrectionWishInput,
  PreviewCorrection,
} from '../app/documents/correct-invoice.js';
import { CreditInvoice, CreditInvoiceInput, CreditWishInput, PreviewCredit } from '../app/documents/credit-invoice.js';
import { CreditNotesOf, FindInvoice } from '../app/documents/find-documents.query.js';
import { RelatedDocuments } from '../app/documents/find-related.query.js';
import { IssueCreditNote, IssueCreditNoteInput } from '../app/documents/issue-credit-note.js';
import { PostDebit, PostDebitInput, TakeBackDebit, TakeBackDebitInput } from '../app/documents/post-debit.js';
import type { CreditNoteId } from '../ids.js';
import {
  CorrectedInvoiceView,
  CorrectionPreviewView,
  correctionPreviewView,
  CreditPreviewView,
  creditPreviewView,
} from './correction.view.js';
import { CreditNoteView, creditNoteView, InvoiceView, invoiceView } from './document.view.js';
import { DocumentRefView } from './future-item.view.js';

@Resolver(() => CreditNoteView)
export class CreditResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(PreviewCredit)
  @Query(() => CreditPreviewView, { description: 'What a credit note on an invoice would give back.' })
  async previewCredit(
    @Args('input', { description: 'What to give back.' }) input: CreditWishInput,
    @CurrentCall() call: Call,
  ): Promise<CreditPreviewView> {
    return creditPreviewView(await this.queries.ask(PreviewCredit, input, call));
  }

  @Runs(CreditInvoice)
  @Mutation(() => CreditNoteView, { description: 'Issues a credit note on an invoice: whole, in part, or by line.' })
  async creditInvoice(
    @Args('input', { description: 'What to give back, and why.' }) input: CreditInvoiceInput,
    @CurrentCall() call: Call,
  ): Promise<CreditNoteView> {
    return this.note((await this.commands.run(CreditInvoice, input, call)).creditNoteId, call);
  }

  @Runs(IssueCreditNote)
  @Mutation(() => CreditNoteView, { description: 'Issues a credit note on no invoice.' })
  async issueCreditNote(
    @Args('input', { description: 'What is given, and why.' }) input: IssueCreditNoteInput,
    @CurrentCall() call: Call,
  ): Promise<CreditNoteView> {
    return this.note((await this.commands.run(IssueCreditNote, input, call)).creditNoteId, call);
  }

  private async note(id: CreditNoteId, call: Call): Promise<CreditNoteView> {
    const [found] = await this.queries.ask(CreditNotesOf, { id }, call);
    if (!found) throw new Error('a credit note is not there');
    return creditNoteView(found);
  }
}

@Resolver(() => InvoiceView)
export class CorrectionResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(PreviewCorrection)
  @Query(() => CorrectionPreviewView, { description: 'The pair of documents that a correction would make.' })
  async previewCorrection(
    @Args('input', { description: 'What the corrected invoice says.' }) input: CorrectionWishInput,
    @CurrentCall() call: Call,
  ): Promise<CorrectionPreviewView> {
    return correctionPreviewView(await this.queries.ask(PreviewCorrection, input, call));
  }

  @Runs(CorrectInvoice)
  @Mutation(() => CorrectedInvoiceView, { description: 'Corrects an invoice by a credit note and a new invoice.' })
  async correctInvoice(
    @Args('input', { description: 'The correction as it was previewed.' }) input: CorrectInvoiceInput,
    @CurrentCall() call: Call,
  ): Promise<CorrectedInvoiceView> {
    const { creditNoteId, invoiceId } = await this.commands.run(CorrectInvoice, input, call);
    const [note] = await this.queries.ask(CreditNotesOf, { id: creditNoteId }, call);
    if (!note) throw new Error('a credit note is not there');
    const invoice = await this.queries.ask(FindInvoice, { id: invoiceId }, call);
    return { creditNote: creditNoteView(note), invoice: invoiceView(invoice) };
  }

  @Runs(PostDebit)
  @Mutation(() => RecordIdScalar, { description: 'Debits a customer without a document; answers the debit’s id.' })
  async postDebit(
    @Args('input', { description: 'The debit.' }) input: PostDebitInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(PostDebit, input, call)).debitId;
  }

  @Runs(TakeBackDebit)
  @Mutation(() => RecordIdScalar, { description: 'Takes a debit back; answers its id.' })
  async takeBackDebit(
    @Args('input', { description: 'Which, and why.' }) input: TakeBackDebitInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(TakeBackDebit, input, call)).debitId;
  }

  @Asks(RelatedDocuments)
  @ResolveField(() => [CreditNoteView], { description: 'Credit notes on it.' })
  async creditNotes(@Parent() { id }: InvoiceView, @CurrentCall() call: Call): Promise<CreditNoteView[]> {
    return (await this.queries.ask(RelatedDocuments, { id }, call)).creditNotes.map(creditNoteView);
  }

  @Asks(RelatedDocuments)
  @ResolveField(() => DocumentRefView, { nullable: true, description: 'The invoice that it stands in for.' })
  async corrects(@Parent() { id }: InvoiceView, @CurrentCall() call: Call): Promise<DocumentRefView | null> {
    return (await this.queries.ask(RelatedDocuments, { id }, call)).corrects;
  }

  @Asks(RelatedDocuments)
  @ResolveField(() => DocumentRefView, { nullable: true, description: 'The invoice that stands in for it.' })
  async correctedBy(@Parent() { id }: InvoiceView, @CurrentCall() call: Call): Promise<DocumentRefView | null> {
    return (await this.queries.ask(RelatedDocuments, { id }, call)).correctedBy;
  }

  @Asks(RelatedDocuments)
  @ResolveField(() => InvoiceView, {
    nullable: true,
    description: 'The invoice of its kind before it, to compare with.',
  })
  async previous(@Parent() { id }: InvoiceView, @CurrentCall() call: Call): Promise<InvoiceView | null> {
    const { previous } = await this.queries.ask(RelatedDocuments, { id }, call);
    return previous && invoiceView(await this.queries.ask(FindInvoice, { id: previous.id }, call));
  }
}
