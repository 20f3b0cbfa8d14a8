import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Call } from '@demarc/commands';
import { DecimalScalar, InstantScalar, LocalDateScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import type { Id, LocalDate } from '@demarc/kernel';
import { ResellerBasisEnum, SettlementStateEnum, type SettlementState } from '../app/resellers/reseller-enums.js';
import type { FoundReseller } from '../app/resellers/find-resellers.query.js';
import type { FoundPayout, FoundSettlement, SettledCustomer } from '../app/resellers/find-settlements.query.js';
import type { ExplainedLine, NextSettlement } from '../app/resellers/next-settlement.js';
import type { ResellerBasis, SettledSums } from '../domain/index.js';
import type { ResellerPayoutId, ResellerSettlementId, ResellerTermsId } from '../ids.js';
import { ExplanationView, explanationView } from './document.view.js';

@ObjectType('ResellerTerms', { description: 'What a partner gets of documents issued from a day on.' })
export class ResellerTermsView {
  @Field(() => RecordIdScalar, { description: 'Names the terms.' })
  id: ResellerTermsId;

  @Field(() => LocalDateScalar, { description: 'The first day.' })
  from: LocalDate;

  @Field(() => DecimalScalar, { description: 'Percent of the amount before tax; 0: nothing is shared any more.' })
  percent: string;

  @Field(() => ResellerBasisEnum, { description: 'What the share is taken of.' })
  basis: ResellerBasis;

  @Field(() => Boolean, { description: 'Are fees shared too?' })
  withFees: boolean;

  @Field(() => String, { description: 'Who agreed on them.' })
  setBy: string;

  @Field(() => InstantScalar, { description: 'When they were noted.' })
  setAt: Date;
}

@ObjectType('ResellerProgress', { description: 'How far settling with a partner is, in one currency.' })
export class ResellerProgressView {
  @Field(() => String, { description: 'The currency.' })
  currency: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The first day of the next settlement.' })
  nextFrom: LocalDate | null;

  @Field(() => MoneyView, { description: 'Settled, and not paid.' })
  unpaid: MoneyView;
}

@ObjectType('Reseller', { description: 'A partner, with what it gets of what its customers pay.' })
export class ResellerView {
  @Field(() => RecordIdScalar, { description: 'The partner.' })
  partnerId: Id<'Partner'>;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => DecimalScalar, {
    description: 'The percent on the partner’s own record, for who agrees on the first terms.',
  })
  usualPercent: string;

  @Field(() => LocalDateScalar, { description: 'The last day that can be settled: yesterday.' })
  lastDay: LocalDate;

  @Field(() => [ResellerTermsView], { description: 'The terms, the newest first; none: nothing is shared.' })
  terms: ResellerTermsView[];

  @Field(() => [ResellerProgressView], { description: 'How far settling is, for each currency of its customers.' })
  progress: ResellerProgressView[];
}

/** What the reports of a partner, of its customers and of their documents have in common. */
@ObjectType({ isAbstract: true })
abstract class SumsView {
  @Field(() => MoneyView, { description: 'With tax: base, tax and what is not shared.' })
  gross: MoneyView;

  @Field(() => MoneyView, { description: 'Tax, which is never shared.' })
  tax: MoneyView;

  @Field(() => MoneyView, { description: 'Before tax, and not shared: fees.' })
  notShared: MoneyView;

  @Field(() => MoneyView, { description: 'What the share is taken of: share and kept.' })
  base: MoneyView;

  @Field(() => MoneyView, { description: 'What the partner gets.' })
  share: MoneyView;

  @Field(() => MoneyView, { description: 'What stays with the operator.' })
  kept: MoneyView;
}

@ObjectType('ResellerLine', { description: 'What one document brings; below zero where something went back.' })
export class ResellerLineView extends SumsView {
  @Field(() => RecordIdScalar, { description: 'The document.' })
  documentId: string;

  @Field(() => Boolean, { description: 'A credit note? Else an invoice.' })
  isCreditNote: boolean;

  @Field(() => String, { description: 'Its number.' })
  number: string;

  @Field(() => LocalDateScalar, { description: 'When it was issued.' })
  issuedOn: LocalDate;

  @Field(() => DecimalScalar, { description: 'The percent that holds for it.' })
  percent: string;

  @Field(() => ExplanationView, { description: 'Why these amounts.' })
  why: ExplanationView;
}

@ObjectType('ResellerCustomer', { description: 'What one customer brings.' })
export class ResellerCustomerView extends SumsView {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  customerId: string;

  @Field(() => Int, { description: 'How many documents it comes of.' })
  documents: number;

  /** Its documents are long with their reasons: they are read when somebody asks for them. */
  readonly linesFor: (call: Call) => Promise<readonly ExplainedLine[]>;

  readonly currency: string;
}

@ObjectType('ResellerPreview', { description: 'What the next settlement would be. Nothing is written.' })
export class ResellerPreviewView extends SumsView {
  @Field(() => LocalDateScalar, { description: 'Its first day.' })
  from: LocalDate;

  @Field(() => LocalDateScalar, { description: 'Its last day.' })
  through: LocalDate;

  @Field(() => String, { description: 'Names the figures; settling asks for it.' })
  hash: string;

  readonly found: NextSettlement;
}

@ObjectType('ResellerPayout', { description: 'That a settlement was paid, and how.' })
export class ResellerPayoutView {
  @Field(() => RecordIdScalar, { description: 'Names the payout.' })
  id: ResellerPayoutId;

  @Field(() => LocalDateScalar, { description: 'When.' })
  paidOn: LocalDate;

  @Field(() => String, { description: 'Who noted it.' })
  paidBy: string;

  @Field(() => String, { description: 'How.' })
  methodName: string;

  @Field(() => String, { description: 'The reference of the payment.' })
  reference: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was taken back; null while it stands.' })
  takenBackOn: LocalDate | null;

  @Field(() => String, { nullable: true, description: 'Why it was taken back.' })
  takenBackReason: string | null;
}

@ObjectType('ResellerSettlement', { description: 'What a partner got of a period.' })
export class ResellerSettlementView extends SumsView {
  @Field(() => RecordIdScalar, { description: 'Names the settlement.' })
  id: ResellerSettlementId;

  @Field(() => RecordIdScalar, { description: 'The partner.' })
  partnerId: string;

  @Field(() => String, { description: 'Its number.' })
  number: string;

  @Field(() => LocalDateScalar, { description: 'Its first day.' })
  from: LocalDate;

  @Field(() => LocalDateScalar, { description: 'Its last day.' })
  through: LocalDate;

  @Field(() => LocalDateScalar, { description: 'When it was settled.' })
  settledOn: LocalDate;

  @Field(() => String, { description: 'By whom.' })
  settledBy: string;

  @Field(() => SettlementStateEnum, { description: 'How far it is.' })
  state: SettlementState;

  @Field(() => [ResellerPayoutView], { description: 'Its payouts, the newest first; at most one of them stands.' })
  payouts: readonly FoundPayout[];

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was taken back.' })
  undoneOn: LocalDate | null;

  @Field(() => String, { nullable: true, description: 'Why it was taken back.' })
  undoneReason: string | null;

  @Field(() => Boolean, { description: 'Can it be taken back? The last one can, while no payout stands.' })
  canUndo: boolean;

  readonly currency: string;
}

export function resellerView(found: FoundReseller): ResellerView {
  return {
    ...found,
    terms: [...found.terms],
    progress: found.progress.map(({ currency, nextFrom, unpaidMinor }) => ({
      currency,
      nextFrom,
      unpaid: moneyViewOf(unpaidMinor, currency),
    })),
  };
}

export function resellerPreviewView(found: NextSettlement): ResellerPreviewView {
  const { from, through, hash } = found;
  return { from, through, hash, found, ...sumsView(found.totals, found.currency) };
}

export function resellerSettlementView(found: FoundSettlement): ResellerSettlementView {
  return { ...found, ...sumsView(found, found.currency) };
}

export function resellerCustomerView(
  found: SettledCustomer,
  currency: string,
  linesFor: ResellerCustomerView['linesFor'],
): ResellerCustomerView {
  const { customerId, documents } = found;
  return { customerId, documents, currency, linesFor, ...sumsView(found, currency) };
}

export function resellerLineView(line: ExplainedLine, currency: string): ResellerLineView {
  const { documentId, number, issuedOn, percent, kind, explanation } = line;
  return {
    documentId,
    number,
    issuedOn,
    percent,
    isCreditNote: kind === 'credit_note',
    why: explanationView(explanation),
    ...sumsView(line, currency),
  };
}

function sumsView(sums: SettledSums, currency: string): SumsView {
  const money = (minor: bigint): MoneyView => moneyViewOf(minor, currency);
  return {
    gross: money(sums.grossMinor),
    tax: money(sums.taxMinor),
    notShared: money(sums.notSharedMinor),
    base: money(sums.baseMinor),
    share: money(sums.shareMinor),
    kept: money(sums.keptMinor),
  };
}
