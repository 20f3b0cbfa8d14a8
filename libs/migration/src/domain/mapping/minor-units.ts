import { currencyDigits, Decimal, roundMoney, type CurrencyCode } from '@demarc/kernel';

export function toMinor(amount: Decimal, currency: CurrencyCode): bigint {
  return roundMoney(amount, currency).amountMinor;
}

export function fromMinor(amountMinor: bigint, currency: CurrencyCode): Decimal {
  return new Decimal(amountMinor.toString()).div(smallestUnits(currency));
}

/** One cent, in major units. */
export function smallestUnit(currency: CurrencyCode): Decimal {
  return new Decimal(1).div(smallestUnits(currency));
}

/**
 * Splits a printed total over exact parts so that the parts sum to it: each is rounded down, and the cents left over go
 * to the largest remainders. Undefined when the parts do not add up to the total, give or take their rounding.
 */
export function splitPrinted(
  totalMinor: bigint,
  parts: readonly Decimal[],
  currency: CurrencyCode,
): readonly bigint[] | undefined {
  const exact = parts.map((part) => part.times(smallestUnits(currency)));
  const floors = exact.map((part) => BigInt(part.floor().toFixed(0)));
  const left = Number(totalMinor - floors.reduce((sum, part) => sum + part, 0n));
  if (left < 0 || left > parts.length) return undefined;
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part.minus(part.floor()) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return floors.map((part, index) => (raised.has(index) ? part + 1n : part));
}

function smallestUnits(currency: CurrencyCode): Decimal {
  return new Decimal(10).pow(currencyDigits(currency));
}
