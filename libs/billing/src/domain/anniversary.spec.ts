import { describe, expect, it } from 'vitest';
import { aPolicy, aService, asCharged, charge, EUR, on, spans } from '../../test/domain-examples.js';
import { chargeLines } from './charge-plan.js';
import { finalBill } from './final-bill.js';
import { planChange } from './plan-change.js';

const policy = aPolicy({ alignment: 'anniversary' });

describe('an anniversary', () => {
  it('is kept by a change of plan: the new plan is charged to the end of the running period', () => {
    const service = aService({ startsOn: on('2024-03-12'), unitPrice: '31.00' });
    const lines = chargeLines(service, policy, EUR, on('2024-03-12'));
    const changed = planChange({
      currency: EUR,
      today: on('2024-03-27'),
      changeOn: on('2024-03-27'),
      service: charge(service, lines),
      chargedLines: asCharged(lines),
      to: {
        serviceId: 'service-2',
        planKind: 'internet',
        description: 'New plan',
        quantity: '1',
        unitPrice: '62.00',
        priceIncludesTax: false,
        tax: null,
        payPeriod: null,
      },
      policy,
      terms: { refund: 'unused', feeToDearer: null, feeToCheaper: null, invoice: 'period_end' },
    });
    expect(changed).toMatchObject({ ok: true });
    if (!changed.ok) return;
    expect(spans(changed.value.charges)).toEqual(['2024-03-27/2024-04-12']);
    expect(changed.value.charges.map((line) => line.netMinor)).toEqual([3_200n]);
    expect(changed.value.credits.map((line) => line.netMinor)).toEqual([1_600n]);
  });

  it('counts from a day before the first charged one where that is said', () => {
    const service = aService({ startsOn: on('2024-03-20'), anchorOn: on('2024-03-05'), unitPrice: '31.00' });
    const lines = chargeLines(service, policy, EUR, on('2024-04-05'));
    expect(spans(lines)).toEqual(['2024-03-20/2024-04-05', '2024-04-05/2024-05-05']);
    expect(lines.map((line) => line.netMinor)).toEqual([1_600n, 3_100n]);
  });

  it('is of no account where periods begin on a billing day', () => {
    const service = aService({ startsOn: on('2024-03-20'), anchorOn: on('2024-03-05') });
    expect(spans(chargeLines(service, aPolicy({ billingDay: 10 }), EUR, on('2024-03-20')))).toEqual([
      '2024-03-20/2024-04-10',
    ]);
  });
});

describe('the end of a service in its free time', () => {
  const bill = (endsOn: string, beginsOn: string | null): ReturnType<typeof finalBill> =>
    finalBill({
      currency: EUR,
      today: on('2024-03-10'),
      endsOn: on(endsOn),
      beginsOn: beginsOn === null ? null : on(beginsOn),
      refund: 'credit',
      onFirstDay: 'one_day',
      service: aService({ startsOn: on('2024-03-20') }),
      chargedLines: [],
      paidMinor: new Map(),
      contractEndsOn: null,
      feeAtEnd: null,
      feeBeforeEnd: null,
      policy,
    });

  it('costs nothing and takes it out of use', () => {
    expect(bill('2024-03-10', '2024-03-05')).toMatchObject({
      ok: true,
      value: { isNever: true, credits: [], lastCharges: [], netMinor: 0n },
    });
  });

  it('is refused before the first day of access', () => {
    const earliestOn = '2024-03-05';
    expect(bill('2024-03-04', '2024-03-05')).toEqual({ ok: false, error: { code: 'END_BEFORE_START', earliestOn } });
    expect(bill('2024-03-10', null)).toMatchObject({ ok: false, error: { earliestOn: '2024-03-20' } });
  });
});
