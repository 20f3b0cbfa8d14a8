import type { Decimal as DecimalJs } from 'decimal.js';
import { Decimal } from './decimal.js';

export type CurrencyCode = string & { readonly __brand: 'CurrencyCode' };

/** An exact amount: integer minor units (cents) of one currency. */
export interface Money {
  readonly amountMinor: bigint;
  readonly currency: CurrencyCode;
}

/** How an exact amount becomes minor units. `half_up` rounds halves away from zero (ISO 4217 scale of the currency). */
export type RoundingRule = 'half_up' | 'half_even' | 'down';

const DIGITS_OTHER_THAN_TWO: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
};

/** Decimal places of a currency (ISO 4217 exponent). */
export function currencyDigits(currency: CurrencyCode): number {
  return DIGITS_OTHER_THAN_TWO[currency] ?? 2;
}

export function currencyCode(text: string): CurrencyCode {
  if (!/^[A-Z]{3}$/.test(text)) throw new RangeError(`"${text}" is not a currency code`);
  return text as CurrencyCode;
}

export function money(amountMinor: bigint, currency: CurrencyCode): Money {
  return { amountMinor, currency };
}

export function zero(currency: CurrencyCode): Money {
  return { amountMinor: 0n, currency };
}

export function add(...amounts: readonly [Money, ...Money[]]): Money {
  const currency = amounts[0].currency;
  let sum = 0n;
  for (const amount of amounts) {
    assertSameCurrency(currency, amount.currency);
    sum += amount.amountMinor;
  }
  return { amountMinor: sum, currency };
}

export function sum(amounts: readonly Money[], currency: CurrencyCode): Money {
  return add(zero(currency), ...amounts);
}

export function subtract(from: Money, amount: Money): Money {
  assertSameCurrency(from.currency, amount.currency);
  return { amountMinor: from.amountMinor - amount.amountMinor, currency: from.currency };
}

export function negate(amount: Money): Money {
  return { amountMinor: -amount.amountMinor, currency: amount.currency };
}

export function compare(left: Money, right: Money): -1 | 0 | 1 {
  assertSameCurrency(left.currency, right.currency);
  if (left.amountMinor === right.amountMinor) return 0;
  return left.amountMinor < right.amountMinor ? -1 : 1;
}

export function minOf(left: Money, right: Money): Money {
  return compare(left, right) <= 0 ? left : right;
}

/** Rounds an exact amount in major units once, to the currency's scale. */
export function roundMoney(major: Decimal, currency: CurrencyCode, rule: RoundingRule = 'half_up'): Money {
  const minor = major.times(new Decimal(10).pow(currencyDigits(currency)));
  return { amountMinor: BigInt(minor.toDecimalPlaces(0, decimalMode(rule)).toFixed(0)), currency };
}

/** The amount in major units, exact. */
export function toDecimal(amount: Money): Decimal {
  return new Decimal(amount.amountMinor.toString()).div(new Decimal(10).pow(currencyDigits(amount.currency)));
}

/** `871n EUR` → `"8.71"`. The wire form of money; never has a signed zero. */
export function toDecimalString(amount: Money): string {
  const digits = currencyDigits(amount.currency);
  const negative = amount.amountMinor < 0n;
  const text = (negative ? -amount.amountMinor : amount.amountMinor).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const sign = negative ? '-' : '';
  return digits === 0 ? sign + whole : `${sign}${whole}.${text.slice(-digits)}`;
}

/** Reads `"8.71"`. Undefined when it is not a plain decimal, or has more digits than the currency. */
export function parseMoney(text: string, currency: CurrencyCode): Money | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const digits = currencyDigits(currency);
  const fraction = match[3] ?? '';
  if (fraction.length > digits) return undefined;
  const minor = BigInt((match[2] ?? '0') + fraction.padEnd(digits, '0'));
  return { amountMinor: match[1] === '-' ? -minor : minor, currency };
}

/**
 * Splits an amount by weights so that the parts sum to the whole: each part is rounded toward zero and the left-over
 * minor units go to the largest remainders, earlier parts first. All-zero weights put everything on the first part.
 */
export function allocate(total: Money, weights: readonly bigint[]): Money[] {
  if (weights.length === 0) throw new RangeError('allocate needs at least one weight');
  if (weights.some((weight) => weight < 0n)) throw new RangeError('weights are not negative');
  const weightSum = weights.reduce((left, right) => left + right, 0n);
  if (weightSum === 0n) return weights.map((_, index) => (index === 0 ? total : zero(total.currency)));
  const sign = total.amountMinor < 0n ? -1n : 1n;
  const whole = total.amountMinor * sign;
  const parts = weights.map((weight, index) => ({
    index,
    minor: (whole * weight) / weightSum,
    remainder: (whole * weight) % weightSum,
  }));
  let left = whole - parts.reduce((sumOfParts, part) => sumOfParts + part.minor, 0n);
  for (const part of [...parts].sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))) {
    if (left === 0n) break;
    part.minor += 1n;
    left -= 1n;
  }
  return parts.map((part) => ({ amountMinor: part.minor * sign, currency: total.currency }));
}

function decimalMode(rule: RoundingRule): DecimalJs.Rounding {
  switch (rule) {
    case 'half_up':
      return Decimal.ROUND_HALF_UP;
    case 'half_even':
      return Decimal.ROUND_HALF_EVEN;
    case 'down':
      return Decimal.ROUND_DOWN;
  }
}

function assertSameCurrency(left: CurrencyCode, right: CurrencyCode): void {
  if (left !== right) throw new RangeError(`amounts in ${left} and ${right} do not mix`);
}
