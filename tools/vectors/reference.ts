/**
 * What cases of the format come to, worked out by their conventions alone: whole days, exact fractions, one rounding a
 * line. Nothing of the product is used here, so that a fault in it is not made twice.
 */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export interface RefPlan {
  readonly period: 'week' | 'month' | 'quarter' | 'year';
  readonly price: string;
  readonly quantity: number;
}

export interface RefCycle {
  readonly alignment: 'billing_day' | 'calendar' | 'anniversary';
  readonly billingDay: number;
  readonly monthDays: 30 | 'actual';
}

export interface RefLine {
  readonly kind: 'charge' | 'credit';
  readonly from: string;
  readonly to: string;
  readonly share: Fraction;
  readonly amount: string;
}

const DAY = 86_400_000;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
export const later = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/** The wanted day in the month that lies so many months after that of `date`; its last day where it is too short. */
function dayInMonth(date: string, months: number, day: number): string {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const first = Date.UTC(Math.floor(index / 12), index % 12, 1) / DAY;
  const length = Date.UTC(Math.floor(index / 12), (index % 12) + 1, 1) / DAY - first;
  return dateOf(first + Math.min(day, length) - 1);
}

/** First day and day after the last one of the period around a day; `startsOn` anchors what needs an anchor. */
export function periodAround(plan: RefPlan, cycle: RefCycle, startsOn: string, on: string): readonly [string, string] {
  if (plan.period === 'week') return weekAround(cycle, startsOn, on);
  const months = MONTHS[plan.period];
  const anchor = cycle.alignment === 'calendar' ? '2000-01-01' : startsOn;
  const day =
    cycle.alignment === 'calendar'
      ? 1
      : cycle.alignment === 'anniversary'
        ? Number(startsOn.slice(8))
        : cycle.billingDay;
  const begins = (count: number): string => dayInMonth(anchor, count * months, day);
  let count = 0;
  while (begins(count) > on) count -= 1;
  while (begins(count + 1) <= on) count += 1;
  return [begins(count), begins(count + 1)];
}

function weekAround(cycle: RefCycle, startsOn: string, on: string): readonly [string, string] {
  // Day 4 of the epoch, 5 January 1970, was a Monday.
  const weekday = (date: string): number => (((dayNumber(date) - 4) % 7) + 7) % 7;
  const first =
    cycle.alignment === 'calendar'
      ? 0
      : cycle.alignment === 'billing_day' && cycle.billingDay <= 7
        ? cycle.billingDay - 1
        : weekday(startsOn);
  const from = later(on, -((weekday(on) - first + 7) % 7));
  return [from, later(from, 7)];
}

/** Days of a part over those of its period; with months of 30 days each month end gives back what the month has more. */
export function shareOf(
  plan: RefPlan,
  { monthDays }: RefCycle,
  [from, to]: readonly [string, string],
  [begin, end]: readonly [string, string],
): Fraction {
  const days = dayNumber(to) - dayNumber(from);
  if (from === begin && to === end) return { over: 1n, under: 1n };
  if (monthDays === 'actual' || plan.period === 'week')
    return { over: BigInt(days), under: BigInt(dayNumber(end) - dayNumber(begin)) };
  let counted = days;
  for (let day = dayNumber(from); day < dayNumber(to); day += 1) {
    const next = dateOf(day + 1);
    if (next.endsWith('-01')) counted -= Number(dateOf(day).slice(8)) - 30;
  }
  return { over: BigInt(counted), under: BigInt(30 * MONTHS[plan.period]) };
}

export function textOf(minor: bigint, digits: number): string {
  const whole = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const text = digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
  return minor < 0n ? `-${text}` : text;
}

/** Price times quantity times a share, half up at the scale of the currency. */
export function minorOf({ price, quantity }: RefPlan, share: Fraction, digits: number): bigint {
  const [whole = '0', places = ''] = price.split('.');
  const over = BigInt(whole + places) * BigInt(quantity) * share.over * 10n ** BigInt(digits);
  const under = 10n ** BigInt(places.length) * share.under;
  return (2n * over + under) / (2n * under);
}

export function halfUp(over: bigint, under: bigint): bigint {
  return (2n * over + under) / (2n * under);
}

/** A service with one plan: its days are cut where periods begin. */
export function chargesOf(
  plan: RefPlan,
  cycle: RefCycle,
  anchor: string,
  [from, to]: readonly [string, string],
  digits: number,
): RefLine[] {
  const lines: RefLine[] = [];
  for (let at = from; at < to;) {
    const period = periodAround(plan, cycle, anchor, at);
    const end = period[1] < to ? period[1] : to;
    const share = shareOf(plan, cycle, [at, end], period);
    lines.push({ kind: 'charge', from: at, to: end, share, amount: textOf(minorOf(plan, share, digits), digits) });
    at = end;
  }
  return lines;
}

/** What is given back of charged lines from a day on: the days that are not used, at their price. */
export function creditsOf(
  plan: RefPlan,
  cycle: RefCycle,
  anchor: string,
  lines: readonly RefLine[],
  from: string,
  digits: number,
): RefLine[] {
  return lines
    .filter((line) => line.to > from)
    .map((line) => {
      const begin = line.from > from ? line.from : from;
      const period = periodAround(plan, cycle, anchor, line.from);
      const whole = shareOf(plan, cycle, [line.from, line.to], period);
      const used = begin === line.from ? { over: 0n, under: 1n } : shareOf(plan, cycle, [line.from, begin], period);
      const share = minus(whole, used);
      const amount = textOf(-minorOf(plan, share, digits), digits);
      return { kind: 'credit', from: begin, to: line.to, share, amount };
    });
}

export function minus(left: Fraction, right: Fraction): Fraction {
  return { over: left.over * right.under - right.over * left.under, under: left.under * right.under };
}

export function plus(left: Fraction, right: Fraction): Fraction {
  return { over: left.over * right.under + right.over * left.under, under: left.under * right.under };
}

/** The lowest terms, as text: `14/31`, `1`. */
export function termOf({ over, under }: Fraction): string {
  let [left, right] = [over, under];
  while (right !== 0n) [left, right] = [right, left % right];
  if (left === 0n) return '0';
  return under === left ? String(over / left) : `${over / left}/${under / left}`;
}
