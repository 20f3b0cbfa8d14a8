import { majorText, powerOfTen, roundQuotient, scaled } from './exact-number.js';
import type { LineDiscount, RoundingPolicy } from './line-amount.js';

/**
 * Discounts on a whole document as fixed ones of its lines. In the listed order, each is of what the ones before it left,
 * never more than that, rounded once, and shared by what each line has left: a share is the growth of the rounded running
 * sum, so that the shares add up to the discount to the minor unit and no line falls below zero.
 */
export function shareDiscounts(
  linesMinor: readonly bigint[],
  discounts: readonly LineDiscount[],
  digits: number,
  { rule }: Pick<RoundingPolicy, 'rule'>,
): LineDiscount[][] {
  const left = linesMinor.map((minor) => (minor > 0n ? minor : 0n));
  const shares = linesMinor.map((): LineDiscount[] => []);
  for (const discount of discounts) {
    const allMinor = left.reduce((sum, minor) => sum + minor, 0n);
    if (allMinor === 0n) break;
    const wholeMinor = wholeOf(discount, allMinor, digits, rule);
    let seen = 0n;
    left.forEach((minor, index) => {
      const before = roundQuotient(wholeMinor * seen, allMinor, rule);
      seen += minor;
      const share = roundQuotient(wholeMinor * seen, allMinor, rule) - before;
      left[index] = minor - share;
      if (share > 0n) shares[index]?.push({ kind: 'fixed', amount: majorText(share, digits), label: discount.label });
    });
  }
  return shares;
}

function wholeOf(discount: LineDiscount, allMinor: bigint, digits: number, rule: RoundingPolicy['rule']): bigint {
  const stated = scaled(discount.kind === 'percent' ? discount.percent : discount.amount);
  const minor =
    discount.kind === 'percent'
      ? roundQuotient(allMinor * stated.units, 100n * stated.scale, rule)
      : roundQuotient(stated.units * powerOfTen(digits), stated.scale, rule);
  return minor < allMinor ? minor : allMinor;
}
