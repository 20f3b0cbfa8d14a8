import {
  addDays,
  addMonths,
  daysInMonth,
  localDate,
  type LocalDate,
  localDateIn,
  makeDate,
  startOfMonth,
} from '@demarc/kernel';
import type { Given, PeriodName, Vector, VectorEvent } from './format.ts';

/** What a case asks for and nothing here knows. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

/** A step of a life: on a day, and where the source says so at an instant. */
export interface Step {
  readonly on: LocalDate;
  readonly at: Date | null;
  readonly event: VectorEvent;
}

export interface Timeline {
  /** The first day of the service; null in a case without one. */
  readonly startsOn: LocalDate | null;
  /** The day the life begins on: nothing happens earlier. */
  readonly opensOn: LocalDate;
  readonly steps: readonly Step[];
}

const MONTHS: Readonly<Record<Exclude<PeriodName, 'week'>, number>> = { month: 1, quarter: 3, year: 12 };
/** For cases without any date. */
const SOME_DAY = localDate('2024-01-01');

/** Lays what is given and what happens out in days. */
export function timelineOf(vector: Vector, zone: string): Timeline {
  const { given } = vector;
  const relative = relativeDays(given);
  const startsOn = relative?.startsOn ?? startOf(vector, zone);
  let now = startsOn ?? SOME_DAY;
  const steps = vector.events.map((event): Step => {
    const at = instantOf(event);
    now = event.on ? localDate(event.on) : at ? localDateIn(zone, at) : (relative?.changeOn ?? now);
    return { on: now, at, event };
  });
  const runs = [given.bill_up_to, given.billed_on].flatMap((on) =>
    on === undefined ? [] : [stepOn(on, zone, 'bill_run')],
  );
  const ends = given.cancelled === undefined ? [] : [stepOn(given.cancelled, zone, 'cancel_service')];
  const all = [...runs, ...ends, ...steps];
  const days = [...all.map((step) => step.on), ...(startsOn ? [startsOn] : [])].sort();
  return { startsOn, opensOn: days[0] ?? SOME_DAY, steps: all };
}

function stepOn(text: string, zone: string, what: string): Step {
  const at = text.includes('T') ? new Date(text) : null;
  return { on: at ? localDateIn(zone, at) : localDate(text), at, event: { do: what } };
}

function instantOf({ on, at }: VectorEvent): Date | null {
  if (at === undefined) return null;
  return new Date(at.includes('T') ? at : `${on ?? ''}T${at}`);
}

/** The first day of the service, or of a whole period that the case tells about. */
function startOf({ given, events, expect }: Vector, zone: string): LocalDate | null {
  const began = events.find((event) => event.do === 'start_service');
  const at = began && instantOf(began);
  if (at) return localDateIn(zone, at);
  const stated = began?.on ?? given.service_start ?? given.billed?.from ?? given.anchor;
  if (stated) return localDate(stated);
  if (given.cancelled) return periodStart(given, localDate(given.cancelled));
  if (given.billed_on) return addDays(periodStart(given, addMonths(localDate(given.billed_on.slice(0, 10)), -24)), 0);
  if (given.price !== undefined && expect['lines'] !== undefined) return SOME_DAY;
  return given.plan_period === undefined ? null : SOME_DAY;
}

/** The first day of the period that `on` lies in, where the source leaves the start to the calendar. */
function periodStart(given: Given, on: LocalDate): LocalDate {
  const period = given.plan_period ?? 'month';
  if (period === 'week') return addDays(on, -((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7));
  const months = MONTHS[period];
  const day = given.alignment === 'calendar' ? 1 : (given.billing_day ?? 1);
  let start = addMonths(startOfMonth(on), -((Number(on.slice(5, 7)) - 1) % months), day);
  if (start > on) start = addMonths(startOfMonth(start), -months, day);
  return start;
}

/** A source that states a share of the period and no dates: a period that can be cut there. */
function relativeDays(given: Given): { startsOn: LocalDate; changeOn: LocalDate } | null {
  if (given.fraction_left === undefined && given.used_days === undefined) return null;
  const parts = (given.fraction_left ?? '').split('/').map(Number);
  const share = { left: parts[0] ?? 0, of: parts[1] ?? 1 };
  for (const [year, month] of [
    [2023, 4],
    [2023, 1],
    [2023, 2],
    [2024, 2],
  ] as const) {
    const days = daysInMonth(year, month);
    if (given.used_days !== undefined && given.used_days + (given.left_days ?? days - given.used_days) !== days)
      continue;
    if (given.used_days === undefined && (days * share.left) % share.of !== 0) continue;
    const used = given.used_days ?? days - (days * share.left) / share.of;
    const startsOn = makeDate(year, month, 1);
    return { startsOn, changeOn: addDays(startsOn, used) };
  }
  throw new Unsupported('no calendar month can be cut as the case says');
}
