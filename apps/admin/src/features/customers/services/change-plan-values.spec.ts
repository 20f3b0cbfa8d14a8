import { describe, expect, it } from 'vitest';
import { emptyChange, wantedChange } from './change-plan-values';
import { isNothing, taken } from '../../../previews/preview-lines';

const form = { ...emptyChange('2026-10-20'), planId: 'plan-2' };

describe('the form of a change of plan', () => {
  it('asks for nothing before a plan and a day are chosen, or with a price that is no number', () => {
    expect(wantedChange('service-1', emptyChange('2026-10-20'))).toBeNull();
    expect(wantedChange('service-1', { ...form, changeOn: '' })).toBeNull();
    expect(wantedChange('service-1', { ...form, price: 'cheap' })).toBeNull();
  });

  it('leaves to the settings what nobody chose differently', () => {
    expect(wantedChange('service-1', form)).toEqual({
      serviceId: 'service-1',
      planId: 'plan-2',
      changeOn: '2026-10-20',
    });
  });

  it('sends what differs: price with its reason, discounts that go on, terms of this change', () => {
    const filled = {
      ...form,
      price: '19.9',
      reason: ' agreed ',
      keepDiscounts: true,
      refund: 'NONE' as const,
      withFee: false,
    };
    expect(wantedChange('service-1', filled)).toEqual({
      serviceId: 'service-1',
      planId: 'plan-2',
      changeOn: '2026-10-20',
      unitPrice: '19.9',
      reason: 'agreed',
      keepDiscounts: true,
      options: { refund: 'NONE', withFee: false },
    });
  });
});

describe('amounts from the side of the customer', () => {
  it('turn their sign, and nothing has none', () => {
    expect(taken({ amount: '38.71', currency: 'EUR' })).toEqual({ amount: '-38.71', currency: 'EUR' });
    expect(taken({ amount: '-8.71', currency: 'EUR' })).toEqual({ amount: '8.71', currency: 'EUR' });
    expect(taken({ amount: '0.00', currency: 'EUR' })).toEqual({ amount: '0.00', currency: 'EUR' });
    expect([isNothing('0.00'), isNothing('-0.01')]).toEqual([true, false]);
  });
});
