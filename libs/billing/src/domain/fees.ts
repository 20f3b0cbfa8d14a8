import { addDays, maxDate, type LocalDate } from '@demarc/kernel';
import { roundQuotient, scaled } from './exact-number.js';

/** `late`: days after the due date; `unpaid`: days after the document; `reconnection`: access opens again; `returned_payment`: a bank took money back. */
export type FeeKind = 'late' | 'unpaid' | 'reconnection' | 'returned_payment';

export interface FeeRule {
  readonly ruleId: string;
  readonly kind: FeeKind;
  readonly title: string;
  /** One of the two is set: an amount in major units, or a percentage of what is open. */
  readonly amount: string | null;
  readonly percent: string | null;
  /** Days until the first one; of `late` and `unpaid`. */
  readonly afterDays: number;
  /** Days from one to the next; null: once. */
  readonly everyDays: number | null;
  /** How many at most for one invoice. */
  readonly times: number;
  readonly as: 'future_item' | 'invoice';
  /** Only for invoices from this day on: a rule never reaches back. */
  readonly fromOn?: LocalDate;
}

export interface FeeInvoice {
  readonly itemId: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly openMinor: bigint;
}

export interface FeeDue {
  readonly ruleId: string;
  readonly itemId: string;
  /** 1 for the first one of this rule and invoice: each is charged or waived once. */
  readonly occurrence: number;
  readonly on: LocalDate;
}

/** The fees of one open invoice up to a day, in order, also those that were charged before. */
export function feesOfInvoice(rule: FeeRule, invoice: FeeInvoice, through: LocalDate): FeeDue[] {
  if (rule.kind !== 'late' && rule.kind !== 'unpaid') return [];
  if (invoice.openMinor <= 0n || (rule.fromOn && invoice.issuedOn < rule.fromOn)) return [];
  const from = rule.kind === 'late' ? invoice.dueOn : invoice.issuedOn;
  const times = rule.everyDays === null ? 1 : rule.times;
  const due: FeeDue[] = [];
  for (let index = 0; index < times; index += 1) {
    const on = addDays(from, rule.afterDays + index * (rule.everyDays ?? 0));
    if (on > through) break;
    due.push({ ruleId: rule.ruleId, itemId: invoice.itemId, occurrence: index + 1, on: maxDate(on, invoice.issuedOn) });
  }
  return due;
}

/** Days on which a promise to pay held fees back. Kept, it spared them for good; else they follow when it is over. */
export interface FeeHold {
  readonly from: LocalDate;
  /** The last day, itself included. */
  readonly through: LocalDate;
  readonly kept: boolean;
}

/** Is the fee of that day held back, as seen on `today`? */
export function isFeeHeld(on: LocalDate, holds: readonly FeeHold[], today: LocalDate): boolean {
  return holds.some(({ from, through, kept }) => on >= from && (kept ? on <= through : today <= through));
}

export function feeKey(fee: Pick<FeeDue, 'ruleId' | 'itemId' | 'occurrence'>): string {
  return `${fee.ruleId}/${fee.itemId}/${fee.occurrence}`;
}

/** The fee before tax, rounded once, half up. */
export function feeMinor(rule: Pick<FeeRule, 'amount' | 'percent'>, openMinor: bigint, digits: number): bigint {
  if (rule.percent !== null) {
    const { units, scale } = scaled(rule.percent);
    return roundQuotient((openMinor > 0n ? openMinor : 0n) * units, scale * 100n);
  }
  const { units, scale } = scaled(rule.amount ?? '0');
  return roundQuotient(units * 10n ** BigInt(digits), scale);
}
