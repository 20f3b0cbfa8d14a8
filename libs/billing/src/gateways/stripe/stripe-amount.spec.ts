import { currencyCode } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromStripeAmount, stripeLimits, toStripeAmount } from './stripe-amount.js';

const of = (amountMinor: bigint, currency: string): number | undefined =>
  toStripeAmount(amountMinor, currencyCode(currency));

describe('amounts as Stripe counts them', () => {
  it('takes cents as cents and yen as yen', () => {
    expect([of(1999n, 'EUR'), of(500n, 'JPY')]).toEqual([1999, 500]);
  });

  it('passes crowns of Iceland with the two decimals that they do not have, and ariary without theirs', () => {
    expect([of(500n, 'ISK'), of(50_000n, 'MGA'), of(50_001n, 'MGA')]).toEqual([50_000, 500, undefined]);
  });

  it('cannot say thousandths, nor more than eight digits', () => {
    expect([of(1_230n, 'KWD'), of(1_234n, 'KWD'), of(100_000_000n, 'EUR')]).toEqual([1_230, undefined, undefined]);
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 999_999n), fc.constantFrom('EUR', 'JPY', 'ISK', 'UGX', 'MGA', 'KWD'), (minor, code) => {
        const amount = of(minor, code);
        return amount === undefined || fromStripeAmount(amount, currencyCode(code)) === minor;
      }),
    );
  });

  it('has limits that it can say itself', () => {
    for (const code of ['EUR', 'JPY', 'ISK', 'MGA']) {
      const { leastMinor, mostMinor } = stripeLimits(currencyCode(code));
      expect(leastMinor > 0n && leastMinor < mostMinor).toBe(true);
      expect(of(leastMinor, code)).toBeDefined();
    }
  });

  it('does not take what is no whole number for an amount', () => {
    expect(() => fromStripeAmount(19.99, currencyCode('EUR'))).toThrow(/not an amount/);
    expect(() => fromStripeAmount(150, currencyCode('ISK'))).toThrow(/no amount of ISK/);
  });
});
