import { describe, expect, it } from 'vitest';
import { imaginedInput, nothingImagined } from './imagine-values';

const values = { ...nothingImagined, month: '2026-12-01' };

describe('what is imagined', () => {
  it('is the month as it is when nothing is filled in', () => {
    expect(imaginedInput(values)).toEqual({ month: '2026-12-01' });
  });

  it('puts the price of one plan before a percentage of all', () => {
    expect(imaginedInput({ ...values, percent: '5', planId: 'plan', planPrice: '20' }).prices).toEqual([
      { planId: 'plan', unitPrice: '20' },
      { percent: '5' },
    ]);
  });

  it('takes no plan without a price, and no tax without a rate', () => {
    expect(imaginedInput({ ...values, planId: 'plan', taxRateId: 'tax' })).toEqual({ month: '2026-12-01' });
    expect(imaginedInput({ ...values, taxRateId: 'tax', taxPercent: '21', noDiscounts: true })).toEqual({
      month: '2026-12-01',
      taxes: [{ taxRateId: 'tax', percent: '21' }],
      discounts: false,
    });
  });
});
