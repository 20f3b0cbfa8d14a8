import { addDays, daysBetween, fail, localDate, maxDate, minDate, ok, yearOf } from '@demarc/kernel';
import type { CurrencyCode, DateRange, LocalDate, Result } from '@demarc/kernel';
import type { BillingPolicy } from './billing-policy.js';
import { calendarOf, type BillableService } from './charge-plan.js';
import { creditDays, type ChargedLine, type CreditLine } from './credit-unused.js';
import { explainedLine, type ExplainedAmount, type LineDiscount, type PricedThing } from './line-amount.js';

export type PauseBilling = 'free' | 'reduced' | 'full';

export interface PauseRequest {
  readonly currency: CurrencyCode;
  readonly today: LocalDate;
  readonly from: LocalDate;
  /** The first day on which it runs again; null: until somebody resumes it. */
  readonly to: LocalDate | null;
  readonly billing: PauseBilling;
  /** The share of the price that a reduced pause costs, in percent. */
  readonly reducedPercent: number;
  /** Days that are on a document already are given back. */
  readonly givesCredit: boolean;
  readonly mostDays: number | null;
  readonly service: BillableService;
  readonly chargedLines: readonly ChargedLine[];
  /** Every pause of the service so far, whatever it costs. */
  readonly pauses: readonly { readonly from: LocalDate; readonly to: LocalDate | null }[];
  readonly policy: BillingPolicy;
}

/** Days that were given back and are charged again at the reduced price. */
export interface ReducedLine extends ExplainedAmount {
  readonly credit: CreditLine;
  readonly thing: PricedThing;
}

export interface PausePlan {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** It begins today or began before. */
  readonly isRunning: boolean;
  readonly credits: readonly CreditLine[];
  readonly charges: readonly ReducedLine[];
  /** Positive is in the customer's favour. */
  readonly netMinor: bigint;
}

export type PauseRefusal =
  | { readonly code: 'PAUSE_EMPTY' | 'PAUSE_OVERLAPS' | 'PAUSE_NEEDS_END' | 'PAUSE_NOT_BILLED' }
  | { readonly code: 'PAUSE_BEFORE_START'; readonly earliestOn: LocalDate }
  | { readonly code: 'PAUSE_AFTER_END'; readonly latestOn: LocalDate }
  | { readonly code: 'PAUSE_TOO_LONG'; readonly year: number; readonly daysLeft: number };

/** One decision for the preview and for the pause: its days, what is given back, what its days cost instead. */
export function planPause(request: PauseRequest): Result<PausePlan, PauseRefusal> {
  const refusal = refusalOf(request);
  if (refusal) return fail(refusal);
  const { from, to, today, billing, givesCredit } = request;
  const credits = givesCredit && billing !== 'full' ? creditsOf(request) : [];
  const charges = billing === 'reduced' ? credits.map((credit) => reducedLine(credit, request)) : [];
  const sum = (lines: readonly ExplainedAmount[]): bigint => lines.reduce((all, one) => all + one.grossMinor, 0n);
  const isRunning = from <= today && (to === null || to > today);
  return ok({ from, to, isRunning, credits, charges, netMinor: sum(credits) - sum(charges) });
}

/** How many days of each calendar year the pauses take; an open one counts to the end of the year it began in. */
export function pausedDays(
  pauses: readonly { readonly from: LocalDate; readonly to: LocalDate | null }[],
): ReadonlyMap<number, number> {
  const byYear = new Map<number, number>();
  for (const { from, to } of pauses) {
    const until = to ?? newYear(yearOf(from) + 1);
    for (let year = yearOf(from); newYear(year) < until; year += 1) {
      const days = daysBetween(maxDate(from, newYear(year)), minDate(until, newYear(year + 1)));
      byYear.set(year, (byYear.get(year) ?? 0) + days);
    }
  }
  return byYear;
}

function refusalOf(request: PauseRequest): PauseRefusal | undefined {
  const { service, from, to, pauses, mostDays } = request;
  if (service.status === 'archived') return { code: 'PAUSE_NOT_BILLED' };
  if (to !== null && to <= from) return { code: 'PAUSE_EMPTY' };
  if (from < service.startsOn) return { code: 'PAUSE_BEFORE_START', earliestOn: service.startsOn };
  if (service.endsOn && from > service.endsOn) return { code: 'PAUSE_AFTER_END', latestOn: service.endsOn };
  const overlaps = pauses.some((one) => (one.to === null || one.to > from) && (to === null || one.from < to));
  if (overlaps) return { code: 'PAUSE_OVERLAPS' };
  if (mostDays === null) return undefined;
  if (to === null) return { code: 'PAUSE_NEEDS_END' };
  const before = pausedDays(pauses);
  for (const [year, days] of pausedDays([{ from, to }])) {
    const taken = before.get(year) ?? 0;
    if (taken + days > mostDays) return { code: 'PAUSE_TOO_LONG', year, daysLeft: Math.max(0, mostDays - taken) };
  }
  return undefined;
}

function creditsOf({ service, chargedLines, from, to, currency, policy }: PauseRequest): CreditLine[] {
  const { length } = calendarOf(service, policy);
  const how = { rule: 'pause.refund', currency, rounding: policy.rounding, length, dayCount: policy.dayCount } as const;
  return chargedLines.flatMap((line) => creditDays(line, from, to, how));
}

function reducedLine(credit: CreditLine, { reducedPercent, currency, policy }: PauseRequest): ReducedLine {
  const thing = reducedThing(credit.thing, reducedPercent, policy.discountStacking === 'one_wins');
  const facts = {
    description: credit.description,
    from: credit.covers.from,
    to: credit.covers.to,
    period_from: credit.period.from,
    period_to: credit.period.to,
  };
  return { credit, thing, ...explainedLine('pause.reduced', thing, credit, facts, currency, policy.rounding) };
}

/** What paused days cost instead: as a discount, so that it composes like one. */
function reducedThing(thing: PricedThing, reducedPercent: number, oneWins: boolean): PricedThing {
  const { stretches, discounts, ...plain } = thing;
  const pause: LineDiscount = { kind: 'percent', percent: String(100 - reducedPercent), label: PAUSE_LABEL };
  if (oneWins) return { ...plain, discounts: [pause] };
  if (stretches)
    return { ...plain, stretches: stretches.map((one) => ({ ...one, discounts: [pause, ...one.discounts] })) };
  return { ...plain, discounts: [pause, ...(discounts ?? [])] };
}

export const PAUSE_LABEL = 'Paused';

/** The days of a pause that are still ahead on `on`, when it is resumed then. */
export function daysAheadOf(pause: DateRange, on: LocalDate): DateRange | null {
  const from = maxDate(pause.from, on);
  return from < pause.to ? { from, to: pause.to } : null;
}

function newYear(year: number): LocalDate {
  return localDate(`${String(year).padStart(4, '0')}-01-01`);
}

/** The last day of a range, as people write it. */
export function lastDayOf(range: { readonly to: LocalDate }): LocalDate {
  return addDays(range.to, -1);
}
