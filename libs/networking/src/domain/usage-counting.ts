import { addDays, addMonths, dayOf, isoWeekday, type LocalDate } from '@demarc/kernel';
import type { LocalMoment } from './local-time.js';
import { isWithin, type WeekWindow, windowsKey } from './week-windows.js';

export type UsagePeriod = 'day' | 'week' | 'month' | 'billing';

/** What is counted from when on, and at which hours. Two rules that ask for the same share one count. */
export interface Counter {
  readonly period: UsagePeriod;
  /** A week: the weekday it begins on. A month: the day. */
  readonly startsOn: number;
  /** Only what is used within these hours; always when empty. */
  readonly windows: readonly WeekWindow[];
}

/** Octets as the customer sees them, and seconds online. */
export interface Used {
  readonly download: bigint;
  readonly upload: bigint;
  readonly seconds: bigint;
}

export const NOTHING: Used = { download: 0n, upload: 0n, seconds: 0n };

export type UsageDirection = 'both' | 'download' | 'upload';

export function octetsOf(used: Used, direction: UsageDirection): bigint {
  if (direction === 'download') return used.download;
  return direction === 'upload' ? used.upload : used.download + used.upload;
}

export function plus(one: Used, other: Used): Used {
  return {
    download: one.download + other.download,
    upload: one.upload + other.upload,
    seconds: one.seconds + other.seconds,
  };
}

export function counterKey({ period, startsOn, windows }: Counter): string {
  const start = period === 'week' || period === 'month' ? startsOn : '';
  return `${period}${start}${windows.length === 0 ? '' : `|${windowsKey(windows)}`}`;
}

/** The first day of the period that a day lies in. `billingDay` is the account's, for periods of billing. */
export function periodStart(
  { period, startsOn }: Pick<Counter, 'period' | 'startsOn'>,
  date: LocalDate,
  billingDay: number,
): LocalDate {
  switch (period) {
    case 'day':
      return date;
    case 'week':
      return addDays(date, -((isoWeekday(date) - startsOn + 7) % 7));
    case 'month':
      return monthStart(date, startsOn);
    case 'billing':
      return monthStart(date, billingDay);
  }
}

/** The first day after the period that begins on `start`. */
export function periodEnd(
  { period, startsOn }: Pick<Counter, 'period' | 'startsOn'>,
  start: LocalDate,
  billingDay: number,
): LocalDate {
  switch (period) {
    case 'day':
      return addDays(start, 1);
    case 'week':
      return addDays(start, 7);
    case 'month':
      return addMonths(start, 1, startsOn);
    case 'billing':
      return addMonths(start, 1, billingDay);
  }
}

/** Months begin on a day of their own; on their last day where they are too short for it. */
function monthStart(date: LocalDate, day: number): LocalDate {
  const here = addMonths(date, 0, day);
  return dayOf(date) >= dayOf(here) ? here : addMonths(date, -1, day);
}

/** What one report adds to a counter: it counts at the time at which it was kept, all of it or nothing. */
export function countsIn(counter: Counter, moment: LocalMoment): boolean {
  return isWithin(counter.windows, moment);
}
