import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorOf } from '../../test/domain-examples.js';
import { shareDiscounts } from './document-discount.js';
import { USUAL_ROUNDING, type LineDiscount } from './line-amount.js';

const percent = (value: string): LineDiscount => ({ kind: 'percent', percent: value, label: 'Agreed' });
const fixed = (amount: string): LineDiscount => ({ kind: 'fixed', amount, label: 'Agreed' });
const sharesOf = (lines: readonly bigint[], discounts: readonly LineDiscount[]): bigint[][] =>
  shareDiscounts(lines, discounts, 2, USUAL_ROUNDING).map((shares) =>
    shares.map((share) => minorOf(share.kind === 'fixed' ? share.amount : '0.00')),
  );

describe('a discount on a whole document', () => {
  it('is shared by what the lines come to', () => {
    expect(sharesOf([200n, 100n], [fixed('0.12')])).toEqual([[8n], [4n]]);
    expect(sharesOf([200n, 100n], [percent('20')])).toEqual([[40n], [20n]]);
  });

  it('is of what the one before it left', () => {
    expect(sharesOf([100n], [percent('15'), percent('20')])).toEqual([[15n, 17n]]);
  });

  it('takes no more than there is, and nothing of lines that are not above zero', () => {
    expect(sharesOf([100n, -50n, 0n, 100n], [fixed('500'), percent('10')])).toEqual([[100n], [], [], [100n]]);
  });

  it('adds up to the minor unit and leaves no line below zero, whatever the lines', () => {
    const line = fc.bigInt({ min: 0n, max: 100_000n });
    const discount = fc.oneof(
      fc.integer({ min: 0, max: 10_000 }).map((value) => percent((value / 100).toFixed(2))),
      fc.integer({ min: 0, max: 50_000 }).map((value) => fixed((value / 100).toFixed(2))),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), discount, (lines, one) => {
        const shares = sharesOf(lines, [one]).map((list) => list.reduce((sum, share) => sum + share, 0n));
        const all = lines.reduce((sum, minor) => sum + minor, 0n);
        const whole = one.kind === 'percent' ? (all * minorOf(one.percent) + 5_000n) / 10_000n : minorOf(one.amount);
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(whole < all ? whole : all);
        lines.forEach((minor, index) => expect((shares[index] ?? 0n) <= minor).toBe(true));
      }),
    );
  });
});
