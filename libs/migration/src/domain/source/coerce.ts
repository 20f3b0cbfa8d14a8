import { Decimal, parseDecimal, parseLocalDate, type LocalDate } from '@demarc/kernel';
import type { RawValue } from './raw-value.js';

/** The outcome of reading one value: it is there, it means "nothing", or it is wrong. */
export type Reading<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'empty' }
  | { readonly kind: 'wrong'; readonly message: string };

const EMPTY = { kind: 'empty' } as const;
const TRUE = new Set(['1', 'true', 'yes', 'on']);
const FALSE = new Set(['0', 'false', 'no', 'off', '']);
/** PHP prints very small floats as `1.0E-5`. */
const EXPONENT = /^-?\d{1,20}(\.\d{1,20})?[eE][+-]?\d{1,2}$/;

export function readText(raw: RawValue | undefined): Reading<string> {
  if (raw === undefined || raw === null) return EMPTY;
  if (typeof raw === 'boolean') return value(raw ? '1' : '0');
  if (typeof raw === 'string') return raw === '' ? EMPTY : value(raw);
  return wrong(raw, 'text');
}

/** `"0"`, `0`, `false`, `""` and null are no; `"1"`, `1`, `true` are yes. */
export function readFlag(raw: RawValue | undefined): Reading<boolean> {
  if (raw === undefined || raw === null) return EMPTY;
  if (typeof raw === 'boolean') return value(raw);
  const text = typeof raw === 'string' ? raw.trim().toLowerCase() : undefined;
  if (text !== undefined && TRUE.has(text)) return value(true);
  if (text !== undefined && FALSE.has(text)) return value(false);
  return wrong(raw, 'yes or no');
}

/** An exact decimal. A decimal comma, a currency sign or a thousands separator is wrong: nothing is guessed. */
export function readDecimal(raw: RawValue | undefined): Reading<Decimal> {
  const text = scalar(raw);
  if (text === undefined) return raw === undefined || raw === null ? EMPTY : wrong(raw, 'a decimal number');
  if (text === '') return EMPTY;
  const plain = parseDecimal(text.startsWith('.') ? `0${text}` : text);
  if (plain) return value(plain.isZero() ? new Decimal(0) : plain);
  return EXPONENT.test(text) ? value(new Decimal(text)) : wrong(raw, 'a decimal number');
}

export function readInteger(raw: RawValue | undefined): Reading<number> {
  const decimal = readDecimal(raw);
  if (decimal.kind !== 'value') return decimal;
  if (!decimal.value.isInteger() || decimal.value.abs().greaterThan(Number.MAX_SAFE_INTEGER))
    return wrong(raw, 'a whole number');
  return value(decimal.value.toNumber());
}

/** `0000-00-00`, `""` and null all mean "no date". A time after the date is dropped. */
export function readDate(raw: RawValue | undefined): Reading<LocalDate> {
  const text = scalar(raw);
  if (text === undefined) return raw === undefined || raw === null ? EMPTY : wrong(raw, 'a date');
  if (text === '' || text === '0' || text.startsWith('0000-00-00')) return EMPTY;
  const date = parseLocalDate(text.slice(0, 10));
  return date && /^(|[ T]\d{2}:\d{2}(:\d{2})?.*)$/.test(text.slice(10))
    ? value(date)
    : wrong(raw, 'a date as YYYY-MM-DD');
}

/** Local time of the source's server, without an offset: `2026-03-15 02:10:33`. */
export function readLocalTime(raw: RawValue | undefined): Reading<string> {
  const date = readDate(raw);
  if (date.kind !== 'value') return date;
  const time = /^.{10}[ T](\d{2}:\d{2}:\d{2})/.exec(scalar(raw) ?? '')?.[1] ?? '00:00:00';
  return value(`${date.value} ${time}`);
}

function scalar(raw: RawValue | undefined): string | undefined {
  if (typeof raw === 'string') return raw.trim();
  return undefined;
}

function value<T>(read: T): { readonly kind: 'value'; readonly value: T } {
  return { kind: 'value', value: read };
}

function wrong(raw: RawValue | undefined, expected: string): { readonly kind: 'wrong'; readonly message: string } {
  const shown = JSON.stringify(raw) ?? 'nothing';
  return { kind: 'wrong', message: `${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown} is not ${expected}` };
}
