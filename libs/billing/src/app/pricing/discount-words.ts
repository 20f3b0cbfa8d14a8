import type { DiscountStretch, LineDiscount } from '../../domain/index.js';

/** What the customer reads of a line's discounts, each once: `Loyalty −10 %`, `Welcome −5 EUR`. */
export function discountWords(
  kept: readonly LineDiscount[] | readonly DiscountStretch[] | null,
  currency: string,
): string[] {
  const all = (kept ?? []).flatMap((one): readonly LineDiscount[] => ('days' in one ? one.discounts : [one]));
  const said = all.map((discount) => {
    const { label } = discount;
    return discount.kind === 'percent'
      ? `${label} −${plain(discount.percent)} %`
      : `${label} −${plain(discount.amount)} ${currency}`;
  });
  return [...new Set(said)];
}

function plain(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
}
