import { describe, expect, it } from 'vitest';
import { type PlanBuyer, type PlanOffer, saleRefusal } from './plan-sale.js';

const plan: PlanOffer = {
  kind: 'internet',
  currency: 'EUR',
  active: true,
  available: true,
  partnerId: null,
  partners: [],
  billingTypes: [],
  customerCategories: [],
  locationIds: [],
};
const buyer: PlanBuyer = {
  partnerId: 'north',
  currency: 'EUR',
  billingType: 'recurring',
  category: 'person',
  locationIds: ['street', 'town'],
};

describe('who may buy a plan', () => {
  it('is everybody when the plan says nothing', () => {
    expect(saleRefusal(plan, buyer)).toBeNull();
    expect(saleRefusal(plan, { ...buyer, locationIds: [] })).toBeNull();
  });

  it.each<[string, Partial<PlanOffer>]>([
    ['PLAN_NOT_AVAILABLE', { active: false }],
    ['PLAN_NOT_AVAILABLE', { available: false }],
    ['PLAN_IS_ONE_TIME', { kind: 'one_time' }],
    ['CURRENCY_DIFFERS', { currency: 'USD' }],
    ['PLAN_OF_OTHER_PARTNER', { partnerId: 'south' }],
    ['PLAN_OF_OTHER_PARTNER', { partners: ['south'] }],
    ['PLAN_OF_OTHER_PARTNER', { partnerId: 'north', partners: ['south'] }],
    ['PLAN_NOT_FOR_BILLING_TYPE', { billingTypes: ['prepaid_daily'] }],
    ['PLAN_NOT_FOR_CATEGORY', { customerCategories: ['company'] }],
    ['PLAN_NOT_AT_LOCATION', { locationIds: ['village'] }],
  ])('is refused with %s by %o', (code, more) => {
    expect(saleRefusal({ ...plan, ...more }, buyer)).toBe(code);
  });

  it('is somebody who meets each list, a place counting for what lies in it', () => {
    const asks = {
      partnerId: 'north',
      partners: ['south', 'north'],
      billingTypes: ['recurring', 'prepaid_custom'],
      customerCategories: ['person'],
      locationIds: ['town'],
    };
    expect(saleRefusal({ ...plan, ...asks }, buyer)).toBeNull();
    expect(saleRefusal({ ...plan, ...asks }, { ...buyer, locationIds: [] })).toBe('PLAN_NOT_AT_LOCATION');
  });

  it('sells a plan that is no longer offered as a part of a bundle, an archived one not', () => {
    expect(saleRefusal({ ...plan, available: false }, buyer, 'in_bundle')).toBeNull();
    expect(saleRefusal({ ...plan, active: false }, buyer, 'in_bundle')).toBe('PLAN_NOT_AVAILABLE');
  });

  it('sells a one-time plan once, by the same lists, and a service never as one', () => {
    const once = { ...plan, kind: 'one_time' as const };
    expect(saleRefusal(once, buyer, 'once')).toBeNull();
    expect(saleRefusal({ ...once, customerCategories: ['company'] }, buyer, 'once')).toBe('PLAN_NOT_FOR_CATEGORY');
    expect(saleRefusal(once, buyer)).toBe('PLAN_IS_ONE_TIME');
    expect(saleRefusal(plan, buyer, 'once')).toBe('PLAN_IS_NOT_ONE_TIME');
  });
});
