/**
 * A calendar date `YYYY-MM-DD` in the operator's zone, without a time: billing days, due dates, periods.
 * A branded string: it sorts, compares and stores as it is. Arithmetic is on the proleptic Gregorian calendar.
 */
export type LocalDate = string & { readonly __brand: 'LocalDate' };

/** Half open: `from` is covered, `to` is the first day that is not. */
export interface DateRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

export function parseLocalDate(text: string): LocalDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return text as LocalDate;
}

/** For literals and trusted columns; throws on anything that is not a date. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (!date) throw new RangeError(`"${text}" is not a date`);
  return date;
}

export function makeDate(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as LocalDate;
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

export function monthOf(date: LocalDate): number {
  return Number(date.slice(5, 7));
}

export function dayOf(date: LocalDate): number {
  return Number(date.slice(8, 10));
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 0001-01-01 (day 0). */
export function toEpochDay(date: LocalDate): number {
  const year = yearOf(date);
  const month = monthOf(date);
  const previous = year - 1;
  const leapDays = Math.floor(previous / 4) - Math.floor(previous / 100) + Math.floor(previous / 400);
  const inYear = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0) + dayOf(date) - 1;
  return previous * 365 + leapDays + inYear;
}

export function fromEpochDay(epochDay: number): LocalDate {
  let year = Math.floor(epochDay / 365.2425) + 1;
  while (toEpochDay(makeDate(year, 1, 1)) > epochDay) year -= 1;
  while (toEpochDay(makeDate(year + 1, 1, 1)) <= epochDay) year += 1;
  let rest = epochDay - toEpochDay(makeDate(year, 1, 1));
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return makeDate(year, month, rest + 1);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  if (days === 0) return date;
  const day = dayOf(date) + days;
  const year = yearOf(date);
  const month = monthOf(date);
  if (day >= 1 && day <= daysInMonth(year, month)) return makeDate(year, month, day);
  return fromEpochDay(toEpochDay(date) + days);
}

/** Days from `from` (included) to `to` (not included). */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** Same day `months` later; a day that the month lacks becomes its last (31 January + 1 month = 28 or 29 February). `day` anchors it. */
export function addMonths(date: LocalDate, months: number, day: number = dayOf(date)): LocalDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return makeDate(year, month, Math.min(day, daysInMonth(year, month)));
}

export function startOfMonth(date: LocalDate): LocalDate {
  return `${date.slice(0, 8)}01` as LocalDate;
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function isoWeekday(date: LocalDate): number {
  return (toEpochDay(date) % 7) + 1;
}

export function minDate(left: LocalDate, right: LocalDate): LocalDate {
  return left < right ? left : right;
}

export function maxDate(left: LocalDate, right: LocalDate): LocalDate {
  return left > right ? left : right;
}

export function rangeDays(range: DateRange): number {
  return daysBetween(range.from, range.to);
}

export function intersect(left: DateRange, right: DateRange): DateRange | undefined {
  const from = maxDate(left.from, right.from);
  const to = minDate(left.to, right.to);
  return from < to ? { from, to } : undefined;
}

/** The calendar date that a clock in `zone` (IANA name) shows at `instant`. */
export function localDateIn(zone: string, instant: Date): LocalDate {
  return zoneFormat(zone).format(instant) as LocalDate;
}

/** The hour, 0 to 23, that a clock in `zone` shows at `instant`. */
export function hourIn(zone: string, instant: Date): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(instant));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return format;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
