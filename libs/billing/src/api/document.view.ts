import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  DecimalScalar,
  InstantScalar,
  JsonScalar,
  LocalDateScalar,
  MoneyView,
  moneyViewOf,
  pageOf,
  RecordIdScalar,
} from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import {
  DocumentOriginEnum,
  DocumentStatusEnum,
  InvoiceKindEnum,
  PaymentStatusEnum,
  SettlementStatusEnum,
} from '../app/settings/enums.js';
import { CreditNoteStateEnum } from '../app/settings/document-enums.js';
import type { FoundCreditNote, FoundInvoice, FoundLine } from '../app/documents/find-documents.query.js';
import type { FoundEntry } from '../app/ledger/find-journal.query.js';
import type { FoundAllocation, FoundPayment } from '../app/payments/find-payments.query.js';
import { explainInWords, type Explanation, inEnglish } from '../domain/index.js';
import type { AllocationId, CreditNoteId, InvoiceId, PaymentId, PaymentMethodId } from '../ids.js';

@ObjectType('ExplainedSentence', {
  description: 'One sentence of an explanation: a key and its values, put into words where it is shown.',
})
export class ExplainedSentenceView {
  @Field(() => String, { description: 'Which sentence: `part_of_period`.' })
  key: string;

  @Field(() => JsonScalar, { description: 'Its values, as text; dates are inclusive.' })
  values: Readonly<Record<string, string>>;
}

@ObjectType('Explanation', {
  description: 'Why an amount is what it is: the rule, its inputs, and each step with its rounding.',
})
export class ExplanationView {
  @Field(() => String, { description: 'The rule that made the amount.' })
  rule: string;

  @Field(() => JsonScalar, { description: 'What went into it.' })
  inputs: Readonly<Record<string, string>>;

  @Field(() => JsonScalar, {
    description: 'Formulas over the inputs, each with the figure it gives and how it is rounded.',
  })
  steps: Explanation['steps'];

  @Field(() => [ExplainedSentenceView], { description: 'The same for people, as keys and values.' })
  sentences: ExplainedSentenceView[];

  @Field(() => String, { description: 'The same in English.' })
  english: string;
}

export function explanationView(explanation: Explanation): ExplanationView {
  const sentences = explainInWords(explanation);
  return { ...explanation, sentences, english: inEnglish(sentences) };
}

@ObjectType('DocumentLine', { description: 'A line of an invoice or credit note.' })
export class DocumentLineView {
  @Field(() => RecordIdScalar, { description: 'Names the line.' })
  id: string;

  @Field(() => Int, { description: 'Its place on the document, from 1.' })
  position: number;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service that it charges.' })
  serviceId: string | null;

  @Field(() => String, { description: 'What for.' })
  description: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day that it covers.' })
  from: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day that it covers.' })
  through: LocalDate | null;

  @Field(() => DecimalScalar, { description: 'How many.' })
  quantity: string;

  @Field(() => String, { description: 'Of what; empty for pieces.' })
  unit: string;

  @Field(() => DecimalScalar, { description: 'Price of one.' })
  unitPrice: string;

  @Field(() => String, { nullable: true, description: 'Name of the tax rate.' })
  taxName: string | null;

  @Field(() => DecimalScalar, { description: 'Percent of the tax rate; 0 without one.' })
  taxPercent: string;

  @Field(() => MoneyView, { description: 'Before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'Tax.' })
  tax: MoneyView;

  @Field(() => MoneyView, { description: 'With tax.' })
  gross: MoneyView;

  @Field(() => ExplanationView, { nullable: true, description: 'Why this amount; null on imported lines.' })
  why: ExplanationView | null;
}

export function lineView(line: FoundLine, currency: string): DocumentLineView {
  return {
    ...line,
    from: line.coversFrom,
    through: line.coversThrough,
    net: moneyViewOf(line.netMinor, currency),
    tax: moneyViewOf(line.taxMinor, currency),
    gross: moneyViewOf(line.grossMinor, currency),
    why: line.explanation && explanationView(line.explanation),
  };
}

@ObjectType('Invoice', { description: 'An issued invoice. It never changes; what settles it does.' })
export class InvoiceView {
  @Field(() => RecordIdScalar, { description: 'Names the invoice.' })
  id: InvoiceId;

  @Field(() => String, { description: 'Its number.' })
  number: string;

  @Field(() => RecordIdScalar, { description: 'Who is invoiced.' })
  customerId: string;

  @Field(() => InvoiceKindEnum, { description: 'What brought it about.' })
  kind: string;

  @Field(() => DocumentStatusEnum, { description: 'Whether it stands.' })
  status: string;

  @Field(() => DocumentOriginEnum, { description: 'Where it was made.' })
  origin: string;

  @Field(() => SettlementStatusEnum, { description: 'How far it is settled.' })
  settlement: string;

  @Field(() => Boolean, { description: 'Is payment late?' })
  overdue: boolean;

  @Field(() => LocalDateScalar, { description: 'The document date.' })
  issuedOn: LocalDate;

  @Field(() => LocalDateScalar, { description: 'Payment is late from this day on.' })
  dueOn: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day that it covers.' })
  periodFrom: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day that it covers.' })
  periodThrough: LocalDate | null;

  @Field(() => MoneyView, { description: 'Before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'Tax.' })
  tax: MoneyView;

  @Field(() => MoneyView, { description: 'With tax.' })
  gross: MoneyView;

  @Field(() => MoneyView, { description: 'What has been settled.' })
  settled: MoneyView;

  @Field(() => MoneyView, { description: 'What is open.' })
  open: MoneyView;

  @Field(() => String, { description: 'A note that is printed.' })
  note: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The billing run that issued it.' })
  runId: string | null;
}

export function invoiceView(found: FoundInvoice): InvoiceView {
  const { currency } = found;
  const openMinor = found.status === 'void' ? 0n : BigInt(found.grossMinor) - BigInt(found.settledMinor);
  return {
    ...found,
    net: moneyViewOf(found.netMinor, currency),
    tax: moneyViewOf(found.taxMinor, currency),
    gross: moneyViewOf(found.grossMinor, currency),
    settled: moneyViewOf(found.settledMinor, currency),
    open: moneyViewOf(openMinor, currency),
  };
}

@ObjectType('CreditNote', { description: 'Takes an invoice, or a part of one, back.' })
export class CreditNoteView {
  @Field(() => RecordIdScalar, { description: 'Names the credit note.' })
  id: CreditNoteId;

  @Field(() => String, { description: 'Its number.' })
  number: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice that it corrects.' })
  invoiceId: InvoiceId | null;

  @Field(() => DocumentStatusEnum, { description: 'Whether it stands.' })
  status: string;

  @Field(() => DocumentOriginEnum, { description: 'Where it was made.' })
  origin: string;

  @Field(() => LocalDateScalar, { description: 'The document date.' })
  issuedOn: LocalDate;

  @Field(() => MoneyView, { description: 'Before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'Tax.' })
  tax: MoneyView;

  @Field(() => MoneyView, { description: 'With tax.' })
  gross: MoneyView;

  @Field(() => MoneyView, { description: 'What of it has settled nothing yet.' })
  remaining: MoneyView;

  @Field(() => CreditNoteStateEnum, { description: 'Where its money is.' })
  state: string;

  @Field(() => String, { description: 'Why it was issued.' })
  note: string;
}

export function creditNoteView(found: FoundCreditNote): CreditNoteView {
  const { currency } = found;
  return {
    ...found,
    net: moneyViewOf(found.netMinor, currency),
    tax: moneyViewOf(found.taxMinor, currency),
    gross: moneyViewOf(found.grossMinor, currency),
    remaining: moneyViewOf(found.remainingMinor, currency),
  };
}

@ObjectType('Allocation', { description: 'Which payment or credit note settles which invoice, and with how much.' })
export class AllocationView {
  @Field(() => RecordIdScalar, { description: 'Names the allocation.' })
  id: AllocationId;

  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  invoiceId: string;

  @Field(() => String, { description: 'Its number.' })
  invoiceNumber: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The payment.' })
  paymentId: string | null;

  @Field(() => String, { nullable: true, description: 'Its receipt number.' })
  receiptNumber: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The credit note.' })
  creditNoteId: string | null;

  @Field(() => String, { nullable: true, description: 'Its number.' })
  creditNoteNumber: string | null;

  @Field(() => MoneyView, { description: 'How much.' })
  amount: MoneyView;

  @Field(() => InstantScalar, { description: 'When.' })
  madeAt: Date;
}

export function allocationView(found: FoundAllocation): AllocationView {
  return { ...found, amount: moneyViewOf(found.amountMinor, found.currency) };
}

@ObjectType('Payment', { description: 'Money that was received, or for imported ones went back.' })
export class PaymentView {
  @Field(() => RecordIdScalar, { description: 'Names the payment.' })
  id: PaymentId;

  @Field(() => RecordIdScalar, { description: 'Who paid.' })
  customerId: string;

  @Field(() => RecordIdScalar, { description: 'How it was paid.' })
  methodId: PaymentMethodId;

  @Field(() => String, { description: 'Name of the way to pay.' })
  methodName: string;

  @Field(() => MoneyView, { description: 'How much.' })
  amount: MoneyView;

  @Field(() => MoneyView, { description: 'What of it has settled nothing yet.' })
  unallocated: MoneyView;

  @Field(() => LocalDateScalar, { description: 'When it was received.' })
  receivedOn: LocalDate;

  @Field(() => String, { description: 'Number of the receipt.' })
  receiptNumber: string;

  @Field(() => String, { nullable: true, description: 'The payment provider that it came through.' })
  provider: string | null;

  @Field(() => String, { description: 'A note for staff.' })
  note: string;

  @Field(() => PaymentStatusEnum, { description: 'Whether it stands.' })
  status: string;

  @Field(() => DocumentOriginEnum, { description: 'Where it was recorded.' })
  origin: string;

  @Field(() => String, { nullable: true, description: 'Why it was taken back.' })
  reversedReason: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was taken back.' })
  reversedOn: LocalDate | null;

  @Field(() => String, { description: 'Who recorded it.' })
  recordedBy: string;

  @Field(() => InstantScalar, { description: 'When it was recorded.' })
  recordedAt: Date;
}

export function paymentView(found: FoundPayment): PaymentView {
  return {
    ...found,
    amount: moneyViewOf(found.amountMinor, found.currency),
    unallocated: moneyViewOf(found.unallocatedMinor, found.currency),
  };
}

@ObjectType('LedgerPosting', { description: 'One leg of a journal entry; one of debit and credit is set.' })
export class LedgerPostingView {
  @Field(() => String, { description: 'Code of the account: `receivable`.' })
  account: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => MoneyView, { nullable: true, description: 'The amount, when it is a debit.' })
  debit: MoneyView | null;

  @Field(() => MoneyView, { nullable: true, description: 'The amount, when it is a credit.' })
  credit: MoneyView | null;
}

@ObjectType('LedgerEntry', { description: 'A balanced record of one event; it never changes.' })
export class LedgerEntryView {
  @Field(() => RecordIdScalar, { description: 'Names the entry.' })
  id: string;

  @Field(() => LocalDateScalar, { description: 'The day that it is booked on.' })
  occurredOn: LocalDate;

  @Field(() => String, { description: 'What happened: `invoice_issued`.' })
  kind: string;

  @Field(() => String, { description: 'The same in words.' })
  description: string;

  @Field(() => String, { description: 'What it belongs to: invoice, credit_note, payment, adjustment.' })
  sourceKind: string;

  @Field(() => RecordIdScalar, { description: 'The id of that.' })
  sourceId: string;

  @Field(() => [LedgerPostingView], { description: 'Its legs.' })
  postings: LedgerPostingView[];
}

export function entryView(found: FoundEntry): LedgerEntryView {
  return {
    ...found,
    postings: found.postings.map(({ account, name, amountMinor, currency }) => {
      const minor = BigInt(amountMinor);
      return {
        account,
        name,
        debit: minor > 0n ? moneyViewOf(minor, currency) : null,
        credit: minor < 0n ? moneyViewOf(-minor, currency) : null,
      };
    }),
  };
}

export const InvoicePage = pageOf(InvoiceView, 'Invoice');
export const PaymentPage = pageOf(PaymentView, 'Payment');
export const LedgerEntryPage = pageOf(LedgerEntryView, 'LedgerEntry');
