import { addDays, addMonths, daysInMonth, localDate, type LocalDate, localDateIn, makeDate } from '@demarc/kernel';
import { type Cycle, periodAt } from './calendar.ts';
import type { Given, Vector, VectorEvent } from './format.ts';

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

/** For cases without any date. */
const SOME_DAY = localDate('2024-01-01');
/** What happens to a service, as opposed to money alone. */
const OF_SERVICES = new Set([
  'change_plan',
  'upgrade',
  'downgrade',
  'change_quantity',
  'cancel_service',
  'pause_service',
  'resume_service',
  'change_billing_day',
]);

/** The days of a service as they are where the customer lives, where a case gives instants. */
export function inLocalDays(vector: Vector, zone: string): Vector {
  const local = (text: string): string => (text.includes('T') ? stepOn(text, zone, '').on : text);
  const { service_start: start, service_end: end, trial_until: trial, anchor } = vector.given;
  const given = {
    ...vector.given,
    ...(start === undefined ? {} : { service_start: local(start) }),
    ...(end === undefined ? {} : { service_end: local(end) }),
    ...(trial === undefined ? {} : { trial_until: local(trial) }),
    ...(anchor === undefined ? {} : { anchor: local(anchor) }),
  };
  return { ...vector, given };
}

/** Lays what is given and what happens out in days. */
export function timelineOf(vector: Vector, zone: string): Timeline {
  const { given } = vector;
  const relative = relativeDays(given);
  const startsOn = relative?.startsOn ?? startOf(vector, zone);
  let now = startsOn ?? firstDayOf(given);
  const events = vector.events.map((event): Step => {
    const at = instantOf(event);
    now = event.on ? localDate(event.on) : at ? localDateIn(zone, at) : (relative?.changeOn ?? now);
    return { on: now, at, event };
  });
  const runs = [given.bill_up_to, given.billed_on].flatMap((on) =>
    on === undefined ? [] : [stepOn(on, zone, 'bill_run')],
  );
  const ends = given.cancelled === undefined ? [] : [stepOn(given.cancelled, zone, 'cancel_service')];
  const steps = inOrder(events, runs, ends);
  const days = [...steps.map((step) => step.on), ...(startsOn ? [startsOn] : [])].sort();
  return { startsOn, opensOn: days[0] ?? now, steps };
}

/** Events keep their order. What is given as a date comes after what happened by that day. */
function inOrder(events: readonly Step[], ...dated: readonly (readonly Step[])[]): Step[] {
  const steps = [...events];
  for (const step of dated.flat()) {
    const at = steps.findIndex((other) => other.on > step.on);
    steps.splice(at < 0 ? steps.length : at, 0, step);
  }
  return steps;
}

function stepOn(text: string, zone: string, what: string): Step {
  const at = text.includes('T') ? new Date(text) : null;
  return { on: at ? localDateIn(zone, at) : localDate(text), at, event: { do: what } };
}

function instantOf({ on, at }: VectorEvent): Date | null {
  if (at === undefined) return null;
  const instant = new Date(at.includes('T') ? at : `${on ?? ''}T${at}`);
  if (Number.isNaN(instant.getTime())) throw new Unsupported(`"${at}" is no time without a day`);
  return instant;
}

/** The first day of the service, or of a whole period that the case tells about. */
function startOf({ given, events, expect }: Vector, zone: string): LocalDate | null {
  const began = events.find((event) => event.do === 'start_service');
  const at = began && instantOf(began);
  if (at) return localDateIn(zone, at);
  const stated = began?.on ?? given.service_start ?? given.billed?.from ?? given.anchor;
  if (stated) return localDate(stated);
  const period = (on: LocalDate): LocalDate => periodAt(cycleOf(given, on), on).from;
  if (given.cancelled) return period(stepOn(given.cancelled, zone, '').on);
  if (given.billed_on) return period(addMonths(stepOn(given.billed_on, zone, '').on, -24));
  const first = events.find((event) => OF_SERVICES.has(event.do) && (event.on ?? event.at) !== undefined);
  const firstAt = first && instantOf(first);
  if (first) return period(first.on ? localDate(first.on) : firstAt ? localDateIn(zone, firstAt) : SOME_DAY);
  const isSold = given.plan_period !== undefined || (given.price !== undefined && expect['lines'] !== undefined);
  return isSold ? period(SOME_DAY) : null;
}

/** Money without a service: the first billing day. */
function firstDayOf({ billing_day: day }: Given): LocalDate {
  return day === undefined ? SOME_DAY : makeDate(2024, 1, day);
}

/** The periods of a case whose service begins, or is counted, from a day. */
export function cycleOf(given: Given, startsOn: LocalDate): Cycle {
  return {
    period: given.plan_period ?? 'month',
    alignment: given.alignment ?? 'billing_day',
    billingDay: given.billing_day ?? (given.next_billing_date ? Number(given.next_billing_date.slice(8)) : 1),
    anchorOn: given.anchor === undefined ? startsOn : localDate(given.anchor),
  };
}

/** A source that states a share of the period and no dates: a period that can be cut there. */
function relativeDays(given: Given): { startsOn: LocalDate; changeOn: LocalDate } | null {
  if (given.fraction_left === undefined && given.used_days === undefined) return null;
  const [left = 0, of = 1] = (given.fraction_left ?? '').split('/').map(Number);
  for (const [year, month] of [
    [2023, 4],
    [2023, 1],
    [2023, 2],
    [2024, 2],
  ] as const) {
    const days = daysInMonth(year, month);
    if (given.used_days !== undefined && given.used_days + (given.left_days ?? days - given.used_days) !== days)
      continue;
    if (given.used_days === undefined && (days * left) % of !== 0) continue;
    const used = given.used_days ?? days - (days * left) / of;
    const startsOn = makeDate(year, month, 1);
    return { startsOn, changeOn: addDays(startsOn, used) };
  }
  throw new Unsupported('no calendar month can be cut as the case says');
}
