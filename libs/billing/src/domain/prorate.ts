import { daysBetween, dayOf, minDate, monthOf, yearOf, type DateRange, type LocalDate } from '@demarc/kernel';
import { periodContaining, type BillingCalendar, type PeriodLength } from './billing-period.js';

/**
 * `actual`: days used over the days that this billing period really has. `thirty`: each month counts 30 days, whatever
 * its length (a part over a month end loses the days by which that month is longer).
 */
export type DayCount = 'actual' | 'thirty';

/** A part of one billing period as the exact fraction `days / of`; never more than one period. */
export interface PeriodPart {
  readonly covers: DateRange;
  readonly period: DateRange;
  readonly days: number;
  readonly of: number;
}

/** What `covers` is of the period it lies in. A whole period is always exactly one, with either way of counting. */
export function partOfPeriod(
  covers: DateRange,
  period: DateRange,
  length: PeriodLength,
  dayCount: DayCount,
): PeriodPart {
  if (covers.from < period.from || covers.to > period.to || covers.from > covers.to) {
    throw new RangeError(`${covers.from}/${covers.to} is not a part of ${period.from}/${period.to}`);
  }
  if (dayCount === 'actual' || length.unit === 'week') {
    return { covers, period, days: daysBetween(covers.from, covers.to), of: daysBetween(period.from, period.to) };
  }
  const of = 30 * length.count;
  return {
    covers,
    period,
    days: daysLeftOfThirty(covers.from, period, of) - daysLeftOfThirty(covers.to, period, of),
    of,
  };
}

/** Cuts a stretch of days at the period boundaries; each piece is a part of its own period and is priced by it. */
export function partsOf(covers: DateRange, calendar: BillingCalendar, dayCount: DayCount): PeriodPart[] {
  const parts: PeriodPart[] = [];
  let from = covers.from;
  while (from < covers.to) {
    const period = periodContaining(calendar, from);
    const to = minDate(covers.to, period.to);
    parts.push(partOfPeriod({ from, to }, period, calendar.length, dayCount));
    from = to;
  }
  return parts;
}

/** How much of `part` is left from `on` (the first day not used): what was counted, less what is counted up to `on`. */
export function unusedPart(part: PeriodPart, on: LocalDate, length: PeriodLength, dayCount: DayCount): PeriodPart {
  if (on <= part.covers.from) return part;
  if (on >= part.covers.to) return { ...part, covers: { from: part.covers.to, to: part.covers.to }, days: 0 };
  const used = partOfPeriod({ from: part.covers.from, to: on }, part.period, length, dayCount);
  return { ...part, covers: { from: on, to: part.covers.to }, days: Math.max(0, part.days - used.days) };
}

export function isWholePeriod(part: PeriodPart): boolean {
  return part.days === part.of;
}

/**
 * Counted back from the end of the period, and the whole period is always all of it: so the parts of a period add up to
 * it also where it begins or ends on the last day of a shorter month.
 */
function daysLeftOfThirty(on: LocalDate, period: DateRange, of: number): number {
  if (on === period.from) return of;
  const months = (yearOf(period.to) - yearOf(on)) * 12 + monthOf(period.to) - monthOf(on);
  return Math.min(of, Math.max(0, months * 30 + dayOf(period.to) - dayOf(on)));
}
