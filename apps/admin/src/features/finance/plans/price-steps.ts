import type { Step } from '@demarc/ui';

interface Priced {
  readonly unitPrice: string;
  readonly currency: string;
  readonly prices: readonly { readonly from: string; readonly unitPrice: string }[];
}

/** A plan without dated prices has had its price always: one step, from today. */
export function priceSteps(
  { prices, unitPrice, currency }: Priced,
  today: string,
  money: (value: { amount: string; currency: string }) => string,
): readonly Step[] {
  const held = prices.length === 0 ? [{ from: today, unitPrice }] : prices;
  return held.map(({ from, unitPrice: amount }) => ({
    from,
    value: Number(amount),
    text: money({ amount, currency }),
  }));
}

/** The next price that is planned. */
export function plannedPrice({ prices }: Priced, today: string): { from: string; unitPrice: string } | undefined {
  return prices.find(({ from }) => from > today);
}
