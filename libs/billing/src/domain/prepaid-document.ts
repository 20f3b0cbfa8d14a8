import { startOfMonth, type DateRange, type LocalDate } from '@demarc/kernel';
import type { Explanation } from './explanation.js';

/** Prepaid time that was charged before any document, as it waits for one. */
export interface UndocumentedCharge {
  readonly serviceId: string | null;
  readonly chargedOn: LocalDate;
  readonly document: 'after_payment' | 'monthly';
  readonly covers: DateRange | null;
  readonly part: { readonly period: DateRange; readonly days: number; readonly of: number } | null;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly explanation: Explanation | null;
}

/** What brings documents about: time was charged, money came, or a month is over. */
export type DocumentMoment = 'charge' | 'payment' | 'month';

/**
 * Charges that get their invoice now, each list one invoice. A month makes one invoice of its charges; a charge
 * that waits for money makes one when it is paid: what is owed is owed for the newest charges.
 */
export function chargesToDocument<Charge extends UndocumentedCharge>(
  charges: readonly Charge[],
  facts: { readonly on: LocalDate; readonly owedMinor: bigint; readonly moment: DocumentMoment },
): Charge[][] {
  const thisMonth = startOfMonth(facts.on);
  const paid = paidOf(charges, facts.owedMinor);
  const isDue = (charge: Charge): boolean => {
    if (charge.document === 'after_payment' && !paid.has(charge)) return false;
    if (facts.moment === 'month') return dayOfCharge(charge) < thisMonth;
    return charge.document === 'after_payment' && (facts.moment === 'payment' || !isDay(charge));
  };
  const due = charges.filter(isDue);
  if (due.length === 0) return [];
  if (facts.moment !== 'month') return [due];
  const months = new Map<LocalDate, Charge[]>();
  for (const charge of due) {
    const month = startOfMonth(dayOfCharge(charge));
    months.set(month, [...(months.get(month) ?? []), charge]);
  }
  return [...months.values()];
}

/** The oldest charges are paid first; what is owed stays for the newest. */
function paidOf<Charge extends UndocumentedCharge>(charges: readonly Charge[], owedMinor: bigint): ReadonlySet<Charge> {
  const paid = new Set(charges);
  let openMinor = owedMinor;
  for (const charge of charges.toReversed()) {
    if (openMinor <= 0n) break;
    paid.delete(charge);
    openMinor -= charge.grossMinor;
  }
  return paid;
}

/** A day that was charged late still belongs to its own month. */
function dayOfCharge(charge: UndocumentedCharge): LocalDate {
  return isDay(charge) && charge.covers ? charge.covers.from : charge.chargedOn;
}

function isDay({ explanation }: UndocumentedCharge): boolean {
  return explanation?.rule === 'prepaid.day';
}

/**
 * Days that follow each other make one line: what they come to together is what the last one comes to less what came before
 * the first, so the same formulas explain it.
 */
export function daysTogether<Charge extends UndocumentedCharge>(charges: readonly Charge[]): Charge[][] {
  const rows: Charge[][] = [];
  for (const charge of charges) {
    const row = rows.find((one) => goesOn(one.at(-1), charge));
    if (row) row.push(charge);
    else rows.push([charge]);
  }
  return rows;
}

/** The explanation of days together. */
export function explanationTogether(first: Explanation, last: Explanation): Explanation {
  if (first === last) return first;
  const { from = '', days_before: before = '0' } = first.inputs;
  return { ...last, rule: 'prepaid.days', inputs: { ...last.inputs, from, days_before: before } };
}

function goesOn(before: UndocumentedCharge | undefined, next: UndocumentedCharge): boolean {
  if (!before || before.serviceId !== next.serviceId || !isDay(before) || !isDay(next)) return false;
  if (!before.covers || !next.covers || before.covers.to !== next.covers.from) return false;
  return before.explanation?.inputs['days'] === next.explanation?.inputs['days_before'] && sameButDays(before, next);
}

function sameButDays(one: UndocumentedCharge, other: UndocumentedCharge): boolean {
  return said(one) === said(other);
}

function said({ explanation }: UndocumentedCharge): string {
  const { from: _, to: __, days: ___, days_before: ____, ...inputs } = explanation?.inputs ?? {};
  return JSON.stringify([inputs, explanation?.steps]);
}
