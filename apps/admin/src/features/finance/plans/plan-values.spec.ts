import { describe, expect, it } from 'vitest';
import { createPlanInput, editPlanInput, planValues } from './plan-values';

const filled = {
  ...planValues(null),
  title: ' Fiber 100 ',
  unitPrice: '19.9900',
  periodMonths: '3',
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
      contractMonths: null,
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
});
