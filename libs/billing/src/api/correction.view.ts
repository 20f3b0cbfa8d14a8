import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import type { CorrectionPreview } from '../app/documents/correct-invoice.js';
import type { CreditPreview } from '../app/documents/credit-invoice.js';
import { LineChangeEnum } from '../app/settings/document-enums.js';
import type { DiffedLine, LineDifference } from '../domain/index.js';
import { CreditNoteView, ExplanationView, explanationView, InvoiceView } from './document.view.js';

@ObjectType('CreditedLine', { description: 'What a credit note gives back of a line.' })
export class CreditedLineView {
  @Field(() => RecordIdScalar, { description: 'The line of the invoice.' })
  invoiceLineId: string;

  @Field(() => String, { description: 'What it was for.' })
  description: string;

  @Field(() => MoneyView, { description: 'Charged, with tax.' })
  charged: MoneyView;

  @Field(() => MoneyView, { description: 'Given back before, with tax.' })
  creditedBefore: MoneyView;

  @Field(() => MoneyView, { description: 'Given back now, before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'Tax given back now.' })
  tax: MoneyView;

  @Field(() => MoneyView, { description: 'Given back now, with tax.' })
  gross: MoneyView;

  @Field(() => ExplanationView, { description: 'Why this amount.' })
  why: ExplanationView;
}

@ObjectType('CreditPreview', { description: 'What a credit note would give back; nothing is done.' })
export class CreditPreviewView {
  @Field(() => [CreditedLineView], { description: 'By line.' })
  lines: CreditedLineView[];

  @Field(() => MoneyView, { description: 'Before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'Tax.' })
  tax: MoneyView;

  @Field(() => MoneyView, { description: 'With tax.' })
  gross: MoneyView;

  @Field(() => Boolean, { description: 'Is the whole invoice given back with it?' })
  isAll: boolean;
}

export function creditPreviewView({ parts, totals, isAll, currency }: CreditPreview): CreditPreviewView {
  const money = (minor: bigint): MoneyView => moneyViewOf(minor, currency);
  return {
    lines: parts.map(({ line, part }) => ({
      invoiceLineId: line.lineId,
      description: line.description,
      charged: money(line.grossMinor),
      creditedBefore: money(line.credited.grossMinor),
      net: money(part.netMinor),
      tax: money(part.taxMinor),
      gross: money(part.grossMinor),
      why: explanationView(part.explanation),
    })),
    net: money(totals.netMinor),
    tax: money(totals.taxMinor),
    gross: money(totals.grossMinor),
    isAll,
  };
}

@ObjectType('ComparedDocumentLine', { description: 'One side of a compared line.' })
export class ComparedDocumentLineView {
  @Field(() => String, { description: 'What for.' })
  description: string;

  @Field(() => DecimalScalar, { description: 'How many.' })
  quantity: string;

  @Field(() => DecimalScalar, { description: 'Price of one.' })
  unitPrice: string;

  @Field(() => DecimalScalar, { description: 'Percent of the tax.' })
  taxPercent: string;

  @Field(() => MoneyView, { description: 'Before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'With tax.' })
  gross: MoneyView;
}

@ObjectType('LineDifference', { description: 'What a correction makes of a line.' })
export class LineDifferenceView {
  @Field(() => LineChangeEnum, { description: 'What becomes of it.' })
  change: string;

  @Field(() => ComparedDocumentLineView, { nullable: true, description: 'As it was; null for a new line.' })
  before: ComparedDocumentLineView | null;

  @Field(() => ComparedDocumentLineView, { nullable: true, description: 'As it will be; null when taken off.' })
  after: ComparedDocumentLineView | null;

  @Field(() => MoneyView, { description: 'After less before, with tax.' })
  difference: MoneyView;
}

@ObjectType('CorrectionPreview', {
  description: 'The pair of documents that a correction would make; nothing is done.',
})
export class CorrectionPreviewView {
  @Field(() => [LineDifferenceView], { description: 'Line by line.' })
  lines: LineDifferenceView[];

  @Field(() => MoneyView, { description: 'What the credit note gives back.' })
  credited: MoneyView;

  @Field(() => MoneyView, { description: 'What the new invoice asks for.' })
  invoiced: MoneyView;

  @Field(() => MoneyView, { description: 'The balance now; below zero the customer owes.' })
  balanceBefore: MoneyView;

  @Field(() => MoneyView, { description: 'The balance after it.' })
  balanceAfter: MoneyView;

  @Field(() => Int, { description: 'How many lines are other ones.' })
  changes: number;

  @Field(() => String, { description: 'Names these figures; given with the correction.' })
  planHash: string;
}

export function correctionPreviewView(preview: CorrectionPreview): CorrectionPreviewView {
  const { currency, differences, credited, totals, balanceMinor } = preview;
  const money = (minor: bigint): MoneyView => moneyViewOf(minor, currency);
  return {
    lines: differences.map((row) => differenceView(row, money)),
    credited: money(credited.grossMinor),
    invoiced: money(totals.grossMinor),
    balanceBefore: money(balanceMinor),
    balanceAfter: money(balanceMinor + credited.grossMinor - totals.grossMinor),
    changes: differences.filter((row) => row.change !== 'same').length,
    planHash: preview.hash,
  };
}

function differenceView(row: LineDifference, money: (minor: bigint) => MoneyView): LineDifferenceView {
  const side = (line: DiffedLine | null): ComparedDocumentLineView | null =>
    line && {
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      taxPercent: line.taxPercent,
      net: money(line.netMinor),
      gross: money(line.grossMinor),
    };
  return { change: row.change, before: side(row.before), after: side(row.after), difference: money(row.grossMinor) };
}

@ObjectType('CorrectedInvoice', { description: 'The pair of documents that corrected an invoice.' })
export class CorrectedInvoiceView {
  @Field(() => CreditNoteView, { description: 'Gives the old invoice back.' })
  creditNote: CreditNoteView;

  @Field(() => InvoiceView, { description: 'Stands in for it.' })
  invoice: InvoiceView;
}
