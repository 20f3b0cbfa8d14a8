import { isDecimalText, currencyDecimals } from './decimal-text';

export interface MoneyValue {
  readonly amount: string;
  readonly currency: string;
}

/** Half-open inside, as the server sends it: `until` is the first day that is no longer part. */
export interface DateRangeValue {
  readonly from: string;
  readonly until: string | null;
}

export interface Formatters {
  readonly locale: string;
  readonly timeZone: string;
  readonly now: () => number;
  money(value: MoneyValue): string;
  number(value: number | bigint): string;
  decimal(value: string, decimals?: number): string;
  percent(share: number): string;
  /** A calendar day, `2026-10-31`. It has no zone. */
  day(localDate: string, style?: DayStyle): string;
  /** An instant, in the zone of the provider. */
  instant(iso: string, style?: InstantStyle): string;
  relative(iso: string): string;
  bytes(octets: number | bigint): string;
  rate(kbps: number): string;
}

export type DayStyle = 'short' | 'long';
export type InstantStyle = 'date-time' | 'time' | 'full';

const relativeSteps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

export function createFormatters(locale: string, timeZone: string, now: () => number): Formatters {
  const plainNumber = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const days = dayFormats(locale);
  const instants = instantFormats(locale, timeZone);
  return {
    locale,
    timeZone,
    now,
    money: (value) => formatMoney(locale, value),
    number: (value) => withMinus(plainNumber.format(value)),
    decimal: (value, decimals) => formatDecimal(locale, value, decimals),
    percent: (share) => withMinus(percent.format(share)),
    day: (localDate, style = 'short') =>
      formatOr(localDate, () => days[style].format(new Date(`${localDate}T00:00:00Z`))),
    instant: (iso, style = 'date-time') => formatOr(iso, () => instants[style].format(new Date(iso))),
    relative: (iso) => formatOr(iso, () => formatRelative(relative, new Date(iso).getTime() - now())),
    bytes: (octets) => formatBytes(locale, Number(octets)),
    rate: (kbps) => formatRate(locale, kbps),
  };
}

/** One minus sign everywhere: the typographic one, as wide as a plus. Locales differ in it, and nothing else in a number is a hyphen. */
function withMinus(text: string): string {
  return text.replace('-', '\u2212');
}

/** A date that cannot be read is shown as it came, so that a person can report it. */
function formatOr(raw: string, format: () => string): string {
  try {
    return format();
  } catch {
    return raw;
  }
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

function formatMoney(locale: string, { amount, currency }: MoneyValue): string {
  if (!isDecimalText(amount)) return `${amount} ${currency}`;
  const shown = Math.max(amount.split('.')[1]?.length ?? 0, currencyDecimals(currency));
  const key = `${locale} ${currency} ${shown}`;
  let format = moneyFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: currencyDecimals(currency),
      maximumFractionDigits: shown,
    });
    moneyFormats.set(key, format);
  }
  return withMinus(format.format(amount));
}

function formatDecimal(locale: string, value: string, decimals?: number): string {
  if (!isDecimalText(value)) return value;
  const fraction = decimals ?? value.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: fraction,
    maximumFractionDigits: Math.max(fraction, 0),
  });
  return withMinus(format.format(value));
}

function dayFormats(locale: string): Record<DayStyle, Intl.DateTimeFormat> {
  return {
    short: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }),
    long: new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    }),
  };
}

function instantFormats(locale: string, timeZone: string): Record<InstantStyle, Intl.DateTimeFormat> {
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return {
    'date-time': new Intl.DateTimeFormat(locale, { timeZone, ...day, ...clock }),
    time: new Intl.DateTimeFormat(locale, { timeZone, ...clock, second: '2-digit' }),
    full: new Intl.DateTimeFormat(locale, { timeZone, ...day, ...clock, second: '2-digit', timeZoneName: 'short' }),
  };
}

function formatRelative(format: Intl.RelativeTimeFormat, differenceMs: number): string {
  const seconds = differenceMs / 1000;
  const [unit, size] = relativeSteps.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
  return format.format(Math.round(seconds / size), unit);
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const rateUnits = ['kbps', 'Mbps', 'Gbps'] as const;

interface Scaled {
  readonly value: number;
  readonly unit: string;
  readonly digits: Intl.NumberFormatOptions;
}

function scale(value: number, units: readonly string[]): Scaled {
  let scaled = value;
  let at = 0;
  while (Math.abs(scaled) >= 1000 && at < units.length - 1) {
    scaled /= 1000;
    at += 1;
  }
  const size = Math.abs(scaled);
  return {
    value: scaled,
    unit: units[at] ?? '',
    digits: { maximumFractionDigits: size < 10 ? 2 : size < 100 ? 1 : 0 },
  };
}

function formatBytes(locale: string, octets: number): string {
  const { value, unit, digits } = scale(octets, byteUnits);
  return new Intl.NumberFormat(locale, { ...digits, style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

function formatRate(locale: string, kbps: number): string {
  const { value, unit, digits } = scale(kbps, rateUnits);
  return `${new Intl.NumberFormat(locale, digits).format(value)} ${unit}`;
}
