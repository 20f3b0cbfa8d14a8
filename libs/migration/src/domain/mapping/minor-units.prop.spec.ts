import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyCode, Decimal } from '@demarc/kernel';
import { splitPrinted, toMinor } from './minor-units.js';

const EUR = currencyCode('EUR');
const part = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((value) => new Decimal(value).div(10_000));

describe('splitting a printed total over its lines', () => {
  it('always sums to the total, and moves no line by a cent or more', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 40 }), (parts) => {
        const total = toMinor(
          parts.reduce((left, right) => left.plus(right), new Decimal(0)),
          EUR,
        );
        const split = splitPrinted(total, parts, EUR);
        expect(split?.reduce((left, right) => left + right, 0n)).toBe(total);
        for (const [index, exact] of parts.entries()) {
          const moved = new Decimal(String(split?.[index])).minus(exact.times(100)).abs();
          expect(moved.lessThanOrEqualTo(1)).toBe(true);
        }
      }),
    );
  });

  it('refuses a total that the lines do not give', () => {
    expect(splitPrinted(500n, [new Decimal('1'), new Decimal('2')], EUR)).toBeUndefined();
  });
});
