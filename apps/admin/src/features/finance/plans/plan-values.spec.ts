import { describe, expect, it } from 'vitest';
import { createPlanInput, editPlanInput, type Plan, planValues } from './plan-values';

const planOf: Partial<Plan> = { kind: 'VOICE', title: 'Talk', periodMonths: null, periodWeeks: null, taxRate: null };

const filled = {
  ...planValues(null),
  title: ' Fiber 100 ',
  unitPrice: '19.9900',
  periodUnit: 'months' as const,
  periodCount: '3',
  billingTypes: ['RECURRING'],
  partnerIds: ['p'],
};

describe('the input of a plan', () => {
  it('trims texts, counts months and says "none" for what is empty', () => {
    expect(createPlanInput(filled)).toEqual({
      kind: 'INTERNET',
      title: 'Fiber 100',
      serviceDescription: null,
      unitPrice: '19.9900',
      taxRateId: null,
      taxInclusive: true,
      periodMonths: 3,
      periodWeeks: null,
      prepaidDays: null,
      contractMonths: null,
      contractRenews: false,
      contractAtEnd: 'LIST_PRICE',
      autoReactivate: true,
      activationFee: null,
      activationFeeWhen: 'FIRST_BILLING',
      endFee: null,
      earlyEndFee: null,
      changeFee: null,
      firstMonths: null,
      firstMonthsKind: null,
      firstMonthsValue: null,
      selfChangePlanIds: [],
      billingTypes: ['RECURRING'],
      customerCategories: [],
      locationIds: [],
      voiceKind: null,
      available: true,
      bundledPlanIds: [],
      partnerId: null,
      partnerIds: ['p'],
    });
  });

  it('leaves out what a single sale or a plan without parts does not have', () => {
    const values = { ...filled, kind: 'ONE_TIME' as const, bundledPlanIds: ['x'] };
    expect(editPlanInput('id', values)).toMatchObject({ planId: 'id', periodMonths: null, bundledPlanIds: [] });
    expect(editPlanInput('id', values)).not.toHaveProperty('kind');
  });

  it('says the kind of telephony of a voice plan alone', () => {
    const voice = { ...filled, kind: 'VOICE' as const, voiceKind: 'VOIP' };
    expect(createPlanInput(voice)).toMatchObject({ voiceKind: 'VOIP' });
    expect(editPlanInput('id', { ...voice, voiceKind: '' })).toMatchObject({ voiceKind: null });
    expect(createPlanInput({ ...voice, kind: 'INTERNET' })).toMatchObject({ voiceKind: null });
  });

  it('carries the own fields, and takes away what was emptied', () => {
    const rule = { title: 'x', options: [], required: false, defaultValue: null, category: null };
    const fields = [
      { ...rule, name: 'line', type: 'TEXT' as const },
      { ...rule, name: 'bonus', type: 'BOOLEAN' as const },
    ];
    const kept = { ...planOf, customFields: { line: 'copper', bonus: true } } as Plan;
    expect(planValues(kept, fields).customFields).toEqual({ line: 'copper', bonus: true });
    const emptied = { ...planValues(kept, fields), customFields: { line: '', bonus: true } };
    expect(editPlanInput('id', emptied)).toMatchObject({ customFields: { line: null, bonus: true } });
    expect(editPlanInput('id', filled)).not.toHaveProperty('customFields');
  });

  it('has a pay period in months or in weeks, and a discount of the first months whole or not at all', () => {
    const weekly = { ...filled, periodUnit: 'weeks' as const, firstMonthsValue: '50' };
    expect(createPlanInput(weekly)).toMatchObject({ periodMonths: null, periodWeeks: 3, firstMonthsValue: null });
    expect(createPlanInput({ ...weekly, firstMonths: '2' })).toMatchObject({
      firstMonths: 2,
      firstMonthsKind: 'PERCENT',
      firstMonthsValue: '50',
    });
  });
});
