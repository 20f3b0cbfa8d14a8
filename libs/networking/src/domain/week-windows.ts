import { addDays, type LocalDate } from '@demarc/kernel';
import { changeBetween, instantsOf, type LocalMoment, localMoment, startOfDay } from './local-time.js';

const DAY_MINUTES = 1_440;

/**
 * Hours of some weekdays by the clock of the operator's zone. Where `until` is not after `from`, it is that of the next
 * day: Friday 22:00 to 06:00 ends on Saturday, and 00:00 to 00:00 is the whole day.
 */
export interface WeekWindow {
  /** 1 Monday … 7 Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight. */
  readonly from: number;
  readonly until: number;
}

export function covers({ days, from, until }: WeekWindow, { weekday, minute }: LocalMoment): boolean {
  if (from < until) return days.includes(weekday) && minute >= from && minute < until;
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return (days.includes(weekday) && minute >= from) || (days.includes(dayBefore) && minute < until);
}

/** No windows: at any time. */
export function isWithin(windows: readonly WeekWindow[], moment: LocalMoment): boolean {
  return windows.length === 0 || windows.some((window) => covers(window, moment));
}

/** One spelling for the same hours, to know them again by. */
export function windowsKey(windows: readonly WeekWindow[]): string {
  return windows
    .map(({ days, from, until }) => `${[...new Set(days)].sort().join('')} ${from}-${until}`)
    .sort()
    .join(',');
}

/** When a window opens or closes next; undefined when none ever does. */
export function nextEdge(windows: readonly WeekWindow[], zone: string, after: Date): Date | undefined {
  if (windows.length === 0) return undefined;
  const held = heldNow(windows, zone, after);
  const { date } = localMoment(zone, after);
  for (let ahead = -1; ahead <= 8; ahead += 1) {
    const edges = edgesOf(windows, zone, addDays(date, ahead)).filter((edge) => edge > after);
    const edge = edges.find((one) => heldNow(windows, zone, one) !== held);
    if (edge) return edge;
  }
  return undefined;
}

function heldNow(windows: readonly WeekWindow[], zone: string, at: Date): string {
  const moment = localMoment(zone, at);
  return windows.map((window) => (covers(window, moment) ? '1' : '0')).join('');
}

/** All moments of a day at which something may change: the ends of windows, and a change of the clock itself. */
function edgesOf(windows: readonly WeekWindow[], zone: string, date: LocalDate): readonly Date[] {
  const minutes = new Set(windows.flatMap(({ from, until }) => [from, until % DAY_MINUTES]));
  const edges = [...minutes].flatMap((minute) => instantsOf(zone, date, minute));
  const change = changeBetween(zone, startOfDay(zone, date).getTime(), startOfDay(zone, addDays(date, 1)).getTime());
  if (change !== undefined) edges.push(new Date(change));
  return edges.sort((a, b) => a.getTime() - b.getTime());
}
