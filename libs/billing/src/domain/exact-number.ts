import type { RoundingRule } from '@demarc/kernel';

/** An exact decimal as an integer over a power of ten: `"19.95"` is 1995 / 100. */
export interface ScaledNumber {
  readonly units: bigint;
  readonly scale: bigint;
}

const POWERS: readonly bigint[] = Array.from({ length: 41 }, (_, exponent) => 10n ** BigInt(exponent));
const PLAIN = /^-?\d{1,20}(\.\d{1,20})?$/;

export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

/** Reads the plain decimal text that prices, quantities and rates are kept as; throws on anything else. */
export function scaled(text: string): ScaledNumber {
  if (!PLAIN.test(text)) throw new RangeError(`"${text}" is not a plain decimal`);
  const point = text.indexOf('.');
  if (point < 0) return { units: BigInt(text), scale: 1n };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: powerOfTen(text.length - point - 1) };
}

/** Rounds the exact quotient to an integer; `half_up` takes a half away from zero. `denominator` is positive. */
export function roundQuotient(numerator: bigint, denominator: bigint, rule: RoundingRule = 'half_up'): bigint {
  const negative = numerator < 0n;
  const whole = negative ? -numerator : numerator;
  let result = whole / denominator;
  const twiceRest = (whole % denominator) * 2n;
  if (
    rule === 'half_up' ? twiceRest >= denominator : rule === 'half_even' && roundsEvenUp(twiceRest, denominator, result)
  ) {
    result += 1n;
  }
  return negative ? -result : result;
}

/** Minor units as plain major text: `(871n, 2)` is `"8.71"`. */
export function majorText(amountMinor: bigint, digits: number): string {
  const negative = amountMinor < 0n;
  const text = (negative ? -amountMinor : amountMinor).toString().padStart(digits + 1, '0');
  const sign = negative ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, text.length - digits)}.${text.slice(-digits)}`;
}

function roundsEvenUp(twiceRest: bigint, denominator: bigint, result: bigint): boolean {
  return twiceRest > denominator || (twiceRest === denominator && result % 2n === 1n);
}
