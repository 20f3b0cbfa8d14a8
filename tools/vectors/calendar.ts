import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  type DateRange,
  isoWeekday,
  localDate,
  type LocalDate,
  monthOf,
  yearOf,
} from '@demarc/kernel';
import type { PeriodName } from './format.ts';

/** Where the periods of a case begin, in the words of the format. */
export interface Cycle {
  readonly period: PeriodName;
  readonly alignment: 'billing_day' | 'calendar' | 'anniversary';
  /** 1–31; for weeks 1 (Monday) – 7, past that the weekday of the anchor. */
  readonly billingDay: number;
  /** The day that is counted from: of an anniversary, and of periods longer than a month. */
  readonly anchorOn: LocalDate;
}

const MONTHS: Readonly<Record<Exclude<PeriodName, 'week'>, number>> = { month: 1, quarter: 3, year: 12 };
const FIRST_MONDAY = localDate('0001-01-01');

/** The period that a day falls in: when its bill is written. What is charged for it, the product says. */
export function periodAt(cycle: Cycle, on: LocalDate): DateRange {
  if (cycle.period === 'week') {
    const into = (isoWeekday(on) - firstWeekday(cycle) + 7) % 7;
    return { from: addDays(on, -into), to: addDays(on, 7 - into) };
  }
  const months = MONTHS[cycle.period];
  const anchorOn = cycle.alignment === 'calendar' ? FIRST_MONDAY : cycle.anchorOn;
  const day = firstDay(cycle);
  const begins = (step: number): LocalDate => addMonths(anchorOn, step * months, day);
  let step = Math.floor((12 * (yearOf(on) - yearOf(anchorOn)) + monthOf(on) - monthOf(anchorOn)) / months);
  if (begins(step) > on) step -= 1;
  return { from: begins(step), to: begins(step + 1) };
}

export function isWhole(cycle: Cycle, days: DateRange): boolean {
  const { from, to } = periodAt(cycle, days.from);
  return daysBetween(days.from, days.to) === daysBetween(from, to);
}

function firstDay({ alignment, billingDay, anchorOn }: Cycle): number {
  return alignment === 'calendar' ? 1 : alignment === 'anniversary' ? dayOf(anchorOn) : billingDay;
}

function firstWeekday({ alignment, billingDay, anchorOn }: Cycle): number {
  if (alignment === 'calendar') return 1;
  return alignment === 'billing_day' && billingDay <= 7 ? billingDay : isoWeekday(anchorOn);
}
