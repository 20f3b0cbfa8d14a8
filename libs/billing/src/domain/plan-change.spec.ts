import { describe, expect, it } from 'vitest';
import { aPolicy, asCharged, aService, charge, EUR, on } from '../../test/domain-examples.js';
import { MONTH, YEAR, type PeriodLength } from './billing-period.js';
import { chargeLines, type BillableService } from './charge-plan.js';
import { evaluateExplanation } from './explanation.js';
import { planChange, type PlanChangePlan, type PlanChangeRequest, type PlanChangeTerms } from './plan-change.js';

const fee = (amount: string) => ({ amount, amountIncludesTax: false, tax: null });
const usual: PlanChangeTerms = { refund: 'unused', feeToDearer: null, feeToCheaper: null, invoice: 'period_end' };

interface Case {
  readonly service: BillableService;
  readonly changeOn: string;
  readonly price: string;
  readonly terms?: Partial<PlanChangeTerms>;
  readonly policy?: PlanChangeRequest['policy'];
  readonly chargedOn?: string;
  readonly payPeriod?: PeriodLength;
}

function request({
  service,
  changeOn,
  price,
  terms,
  policy = aPolicy(),
  chargedOn = service.startsOn,
  payPeriod,
}: Case): PlanChangeRequest {
  const lines = chargeLines(service, policy, EUR, on(chargedOn));
  const { description, planKind, priceIncludesTax, tax } = service;
  return {
    currency: EUR,
    today: on(changeOn),
    changeOn: on(changeOn),
    service: charge(service, lines),
    chargedLines: asCharged(lines),
    to: {
      serviceId: 'service-2',
      planKind,
      description: `New ${description}`,
      quantity: '1',
      unitPrice: price,
      priceIncludesTax,
      tax,
      payPeriod: payPeriod ?? null,
    },
    policy,
    terms: { ...usual, ...terms },
  };
}

function change(given: Case): PlanChangePlan {
  const result = planChange(request(given));
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const october = aService({ startsOn: on('2024-10-01'), unitPrice: '200.00' });

describe('a plan change with the unused money back', () => {
  it('from 200 to 100 on 20 October with a fee of 30 leaves 8.71: 77.42 less 30.00 less 38.71', () => {
    const plan = change({
      service: october,
      changeOn: '2024-10-20',
      price: '100.00',
      terms: { feeToCheaper: fee('30.00'), feeToDearer: fee('99') },
    });
    expect(plan.direction).toBe('cheaper');
    expect(plan.credits.map((line) => line.netMinor)).toEqual([7742n]);
    expect(plan.fee?.netMinor).toBe(3000n);
    expect(plan.charges.map((line) => line.netMinor)).toEqual([3871n]);
    expect(plan.netMinor).toBe(871n);
    expect(plan.oldService).toEqual({ serviceId: 'service-1', kind: 'end', endsOn: '2024-10-19' });
    expect(plan.newService).toEqual({ serviceId: 'service-2', status: 'active', startsOn: '2024-10-20' });
    for (const line of [...plan.credits, ...plan.charges])
      expect(evaluateExplanation(line.explanation)['net']).toBe(line.netMinor);
  });

  it('on the first day of the service gives the whole charge back and archives it', () => {
    const service = aService({ startsOn: on('2012-05-01'), unitPrice: '2399.95', payPeriod: YEAR });
    const plan = change({ service, changeOn: '2012-05-01', price: '249.95', payPeriod: MONTH });
    expect(plan.oldService).toEqual({ serviceId: 'service-1', kind: 'archive' });
    expect(plan.credits.map((line) => [line.covers.from, line.covers.to, line.netMinor])).toEqual([
      ['2012-05-01', '2013-05-01', 239995n],
    ]);
    expect(plan.charges.map((line) => [line.covers.from, line.covers.to, line.netMinor])).toEqual([
      ['2012-05-01', '2012-06-01', 24995n],
    ]);
    expect(plan).toMatchObject({ netMinor: 215000n, direction: 'dearer' });
  });

  it('twice on one day charges nothing for the plan that was held for an hour', () => {
    const tax = { taxId: 'vat', name: 'VAT', ratePercent: '25' };
    const first = request({
      service: aService({ startsOn: on('2024-03-05'), unitPrice: '10.00', tax }),
      changeOn: '2024-03-12',
      price: '15.00',
    });
    const one = change({
      service: aService({ startsOn: on('2024-03-05'), unitPrice: '10.00', tax }),
      changeOn: '2024-03-12',
      price: '15.00',
    });
    const middle: BillableService = aService({ ...first.to, startsOn: on('2024-03-12') });
    const two = change({ service: middle, changeOn: '2024-03-12', price: '19.00' });
    expect([...one.charges, ...two.charges].map((line) => line.netMinor)).toEqual([968n, 1226n]);
    expect([...one.credits, ...two.credits].map((line) => line.grossMinor)).toEqual([806n, 1210n]);
  });

  it('never gives back more than is left of a line', () => {
    const given = request({ service: october, changeOn: '2024-10-20', price: '100.00' });
    const credited = { netMinor: 19_000n, taxMinor: 0n, grossMinor: 19_000n };
    const result = planChange({ ...given, chargedLines: given.chargedLines.map((line) => ({ ...line, credited })) });
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.credits.map((line) => line.netMinor)).toEqual([1_000n]);
    expect(
      evaluateExplanation(result.value.credits[0]?.explanation ?? { rule: 'imported', inputs: {}, steps: [] })['net'],
    ).toBe(1_000n);
  });
});

describe('the terms of a change', () => {
  it('without a refund allow it from the first day that is not paid yet', () => {
    const given = { service: october, price: '100.00', terms: { refund: 'none' } as const };
    expect(planChange(request({ ...given, changeOn: '2024-10-20' }))).toEqual({
      ok: false,
      error: { code: 'PLAN_CHANGE_BEFORE_PAID_UNTIL', earliestOn: '2024-11-01' },
    });
    expect(change({ ...given, changeOn: '2024-11-01' })).toMatchObject({ credits: [], netMinor: -10000n });
  });

  it('refuse a day before the service or after its end, and what is archived', () => {
    const code = (service: BillableService, changeOn: string): unknown => {
      const result = planChange(request({ service, changeOn, price: '1' }));
      return result.ok ? null : result.error.code;
    };
    expect(code(october, '2024-09-30')).toBe('PLAN_CHANGE_BEFORE_START');
    expect(code({ ...october, endsOn: on('2024-10-10') }, '2024-10-11')).toBe('PLAN_CHANGE_AFTER_END');
    expect(code({ ...october, endsOn: on('2024-10-10') }, '2024-10-10')).toBeNull();
    expect(code({ ...october, status: 'archived' }, '2024-10-11')).toBe('PLAN_CHANGE_NOT_BILLED');
  });

  it('take the fee by the direction, compared before tax and for one month; none between equal prices', () => {
    const terms = { feeToDearer: fee('5.00'), feeToCheaper: fee('7.00') };
    const given = { service: october, changeOn: '2024-10-20', terms };
    expect(change({ ...given, price: '200.01' }).fee?.netMinor).toBe(500n);
    expect(change({ ...given, price: '199.99' }).fee?.netMinor).toBe(700n);
    expect(change({ ...given, price: '200.0000' }).fee).toBeNull();
    expect(change({ ...given, price: '2000.00', payPeriod: YEAR }).direction).toBe('cheaper');
  });

  it('charge the new plan now to the end of the period, for thirty days, or leave it to the next run', () => {
    const given = { service: october, changeOn: '2024-10-20', price: '100.00' };
    const charged = (invoice: PlanChangeTerms['invoice']): unknown =>
      change({ ...given, terms: { invoice } }).charges.map((line) => [line.covers.from, line.covers.to, line.netMinor]);
    expect(charged('period_end')).toEqual([['2024-10-20', '2024-11-01', 3871n]]);
    expect(charged('thirty_days')).toEqual([
      ['2024-10-20', '2024-11-01', 3871n],
      ['2024-11-01', '2024-11-19', 6000n],
    ]);
    expect(charged('next_run')).toEqual([]);
  });

  it('in arrears move no money: the next run bills each plan for its days', () => {
    const plan = change({
      service: october,
      changeOn: '2024-10-20',
      price: '100.00',
      policy: aPolicy({ mode: 'arrears' }),
    });
    expect(plan).toMatchObject({ credits: [], charges: [], fee: null, netMinor: 0n });
  });

  it('in the future leave the new service pending', () => {
    const given = request({ service: october, changeOn: '2024-10-20', price: '100.00' });
    const result = planChange({ ...given, today: on('2024-10-05') });
    expect(result.ok && result.value.newService.status).toBe('pending');
    expect(result.ok && result.value.netMinor).toBe(3871n);
  });
});
