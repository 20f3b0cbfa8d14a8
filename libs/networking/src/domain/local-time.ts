import { fromEpochDay, isoWeekday, type LocalDate, toEpochDay } from '@demarc/kernel';

/** What a clock on a wall in the operator's zone shows. */
export interface LocalMoment {
  readonly date: LocalDate;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** Minutes since midnight as the clock shows them: on the day of a clock change some come twice, or never. */
  readonly minute: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Zones change their offset on a quarter of an hour of UTC and on nothing smaller. */
const QUARTER = 15 * MINUTE;
const MOST_KNOWN = 4_096;

const formats = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, number>();

export function localMoment(zone: string, instant: Date): LocalMoment {
  const shown = instant.getTime() + offsetAt(zone, instant.getTime());
  const day = Math.floor(shown / DAY);
  const date = fromEpochDay(day + EPOCH);
  return { date, weekday: isoWeekday(date), minute: Math.floor((shown - day * DAY) / MINUTE) };
}

/** When the clock shows this time: once, twice when the clock is put back, and the moment of the change when it is skipped. */
export function instantsOf(zone: string, date: LocalDate, minute: number): readonly Date[] {
  const shown = (toEpochDay(date) - EPOCH) * DAY + minute * MINUTE;
  const offsets = [...new Set([offsetAt(zone, shown - DAY), offsetAt(zone, shown + DAY)])];
  const found = offsets.map((offset) => shown - offset).filter((at) => at + offsetAt(zone, at) === shown);
  if (found.length > 0) return found.sort((a, b) => a - b).map((at) => new Date(at));
  const change = changeBetween(zone, shown - Math.max(...offsets), shown - Math.min(...offsets));
  return [new Date(change ?? shown - Math.max(...offsets))];
}

export function startOfDay(zone: string, date: LocalDate): Date {
  return instantsOf(zone, date, 0)[0] ?? new Date((toEpochDay(date) - EPOCH) * DAY);
}

/** The first change of the clock in between; undefined when there is none. */
export function changeBetween(zone: string, from: number, to: number): number | undefined {
  const before = offsetAt(zone, from);
  if (offsetAt(zone, to) === before) return undefined;
  let low = Math.floor(from / QUARTER);
  let high = Math.ceil(to / QUARTER);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (offsetAt(zone, middle * QUARTER) === before) low = middle;
    else high = middle;
  }
  return high * QUARTER;
}

const EPOCH = toEpochDay('1970-01-01' as LocalDate);

/** Milliseconds that the zone is ahead of UTC. */
function offsetAt(zone: string, ms: number): number {
  const quarter = Math.floor(ms / QUARTER);
  const key = `${zone} ${quarter}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const start = quarter * QUARTER;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(start)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, shown - start);
  return shown - start;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const two = '2-digit';
    const fields = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const;
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...fields });
    formats.set(zone, format);
  }
  return format;
}
