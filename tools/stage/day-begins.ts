import { type LocalDate, localDateIn } from '@demarc/kernel';

const HOUR = 3_600_000;
const HALF_AN_HOUR = HOUR / 2;

/** Half an hour or a little more into a day, as people in `zone` have it: nowhere is midnight left out for longer. */
export function dayBegins(zone: string, day: LocalDate): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  for (let hours = -15; hours <= 13; hours += 1) {
    const instant = new Date(utc + hours * HOUR);
    if (localDateIn(zone, instant) === day) return new Date(instant.getTime() + HALF_AN_HOUR);
  }
  throw new RangeError(`${day} does not exist in ${zone}`);
}
