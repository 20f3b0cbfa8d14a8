import { describe, expect, it } from 'vitest';
import { plannedPrice, priceSteps } from './price-steps';

const money = ({ amount, currency }: { amount: string; currency: string }) => `${amount} ${currency}`;
const plan = { unitPrice: '30.0000', currency: 'EUR', prices: [] };
const dated = {
  ...plan,
  prices: [
    { from: '2026-01-01', unitPrice: '30.0000' },
    { from: '2026-06-01', unitPrice: '35.0000' },
  ],
};

describe('prices of a plan over time', () => {
  it('is one price when it has never changed', () => {
    expect(priceSteps(plan, '2026-03-01', money)).toEqual([{ from: '2026-03-01', value: 30, text: '30.0000 EUR' }]);
    expect(plannedPrice(plan, '2026-03-01')).toBeUndefined();
  });

  it('is a step each time it changes, the planned one being the first that is to come', () => {
    expect(priceSteps(dated, '2026-03-01', money).map(({ value }) => value)).toEqual([30, 35]);
    expect(plannedPrice(dated, '2026-03-01')).toEqual({ from: '2026-06-01', unitPrice: '35.0000' });
    expect(plannedPrice(dated, '2026-06-01')).toBeUndefined();
  });
});
