import type { TargetWindow } from '../policy-target.js';
import type { SourceCounted } from '../source/policy-records.js';

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const MIDNIGHT = '00:00';

/** The hours at which something counts; none when it always does. */
export function countedWindows(counted: SourceCounted): readonly TargetWindow[] {
  return otherHours(counted).length === 0 ? [] : [window(counted.days, counted.from, counted.to)];
}

/** All other hours of the week. */
export function otherHours({ from, to, days }: SourceCounted): readonly TargetWindow[] {
  const others = ALL_DAYS.filter((day) => !days.includes(day));
  const isOverMidnight = minutes(from) >= minutes(to);
  return [
    ...(isOverMidnight ? [window(days, to, from)] : []),
    ...(!isOverMidnight && minutes(from) > 0 ? [window(days, MIDNIGHT, from)] : []),
    ...(!isOverMidnight && minutes(to) < 1_440 ? [window(days, to, MIDNIGHT)] : []),
    ...(others.length > 0 ? [window(others, MIDNIGHT, MIDNIGHT)] : []),
  ];
}

/** Splynx ends a day at 24:00; a window ends where the next day begins. */
export function window(days: readonly number[], from: string, until: string): TargetWindow {
  return { days: [...days], from: hour(from), until: hour(until) };
}

function hour(text: string): string {
  return minutes(text) >= 1_440 ? MIDNIGHT : text;
}

export function isHour(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
}

function minutes(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}
