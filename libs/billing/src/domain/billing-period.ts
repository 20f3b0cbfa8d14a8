import {
  addDays,
  addMonths,
  dayOf,
  isoWeekday,
  localDate,
  monthOf,
  toEpochDay,
  yearOf,
  type DateRange,
  type LocalDate,
} from '@demarc/kernel';

/** How long one billing period is: 1–12 months (a quarter is 3, a year 12), or whole weeks. */
export interface PeriodLength {
  readonly unit: 'month' | 'week';
  readonly count: number;
}

export const WEEK: PeriodLength = { unit: 'week', count: 1 };
export const MONTH: PeriodLength = { unit: 'month', count: 1 };
export const QUARTER: PeriodLength = { unit: 'month', count: 3 };
export const YEAR: PeriodLength = { unit: 'month', count: 12 };

/** An own pay period as it is kept: in months or in weeks; null follows the account. */
export function payPeriodOf(months: number | null, weeks: number | null): PeriodLength | null {
  if (weeks !== null) return { unit: 'week', count: weeks };
  return months === null ? null : { unit: 'month', count: months };
}

/**
 * `billing_day`: periods begin on the billing day. `calendar`: on the 1st (quarters in January, April…; weeks on
 * Monday). `anniversary`: on the day the service began.
 */
export type PeriodAlignment = 'billing_day' | 'calendar' | 'anniversary';

/** An endless row of adjoining periods. `day` is the wanted day; a month that lacks it begins on its last day. */
export interface BillingCalendar {
  readonly length: PeriodLength;
  readonly anchorOn: LocalDate;
  readonly day: number;
}

export interface CalendarChoice {
  readonly alignment: PeriodAlignment;
  /** 1–31; for weeks 1 (Monday) – 7, and past 7 the weekday of the start. */
  readonly billingDay: number;
  /** A month in which a period of several months begins, for everything on one account; else each service's own start. */
  readonly cycleAnchorOn: LocalDate | null;
}

const MONDAY = localDate('0001-01-01');

export function calendarFor(choice: CalendarChoice, length: PeriodLength, startsOn: LocalDate): BillingCalendar {
  switch (choice.alignment) {
    case 'calendar':
      return { length, anchorOn: MONDAY, day: 1 };
    case 'anniversary':
      return { length, anchorOn: startsOn, day: length.unit === 'week' ? isoWeekday(startsOn) : dayOf(startsOn) };
    case 'billing_day':
      return {
        length,
        anchorOn: choice.cycleAnchorOn ?? startsOn,
        day: length.unit === 'week' && choice.billingDay > 7 ? isoWeekday(startsOn) : choice.billingDay,
      };
  }
}

/** The period that `on` falls in. */
export function periodContaining(calendar: BillingCalendar, on: LocalDate): DateRange {
  const { unit, count } = calendar.length;
  if (unit === 'week') return weeksContaining(calendar, on);
  const monthsApart = monthIndex(on) - monthIndex(calendar.anchorOn);
  const step = Math.floor(monthsApart / count);
  const from = boundary(calendar, step);
  if (from > on) return { from: boundary(calendar, step - 1), to: from };
  return { from, to: boundary(calendar, step + 1) };
}

export function periodAfter(calendar: BillingCalendar, period: DateRange): DateRange {
  return periodContaining(calendar, period.to);
}

export function periodBefore(calendar: BillingCalendar, period: DateRange): DateRange {
  return periodContaining(calendar, addDays(period.from, -1));
}

/** The first period boundary on or after `startsOn`: what comes before it is a first part. */
export function firstFullPeriodStart(calendar: BillingCalendar, startsOn: LocalDate): LocalDate {
  const period = periodContaining(calendar, startsOn);
  return period.from === startsOn ? startsOn : period.to;
}

/** The period that a document made on `on` is about: in advance the one that runs, in arrears the last one that ended. */
export function periodBilledOn(calendar: BillingCalendar, mode: 'advance' | 'arrears', on: LocalDate): DateRange {
  const running = periodContaining(calendar, on);
  return mode === 'advance' ? running : periodBefore(calendar, running);
}

function boundary(calendar: BillingCalendar, step: number): LocalDate {
  return addMonths(calendar.anchorOn, step * calendar.length.count, calendar.day);
}

function weeksContaining(calendar: BillingCalendar, on: LocalDate): DateRange {
  const days = calendar.length.count * 7;
  const anchor = addDays(calendar.anchorOn, -((isoWeekday(calendar.anchorOn) - calendar.day + 7) % 7));
  const into = (((toEpochDay(on) - toEpochDay(anchor)) % days) + days) % days;
  const from = addDays(on, -into);
  return { from, to: addDays(from, days) };
}

function monthIndex(date: LocalDate): number {
  return yearOf(date) * 12 + monthOf(date) - 1;
}
