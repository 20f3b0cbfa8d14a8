import { type CurrencyCode, localDate, type LocalDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { USUAL_BILLING, type BillingPolicy } from './billing-policy.js';
import { chargeLines, type BillableService, type ChargeLine } from './charge-plan.js';
import type { CycleChange } from './cycle-change.js';
import { explainInWords } from './explain-in-words.js';
import { evaluateExplanation } from './explanation.js';

const EUR = 'EUR' as CurrencyCode;

function service(chargedTo: string): BillableService {
  return {
    serviceId: 's',
    planKind: 'internet',
    description: 'Fibre',
    status: 'active',
    startsOn: localDate('2025-01-01'),
    endsOn: null,
    endedBy: null,
    payPeriod: null,
    quantity: '1',
    unitPrice: '31.0000',
    priceIncludesTax: false,
    tax: null,
    pauses: [],
    charged: [{ from: localDate('2025-01-01'), to: localDate(chargedTo) }],
  };
}

function lines(chargedTo: string, runOn: string, by: Partial<BillingPolicy>, ...changes: CycleChange[]): ChargeLine[] {
  return chargeLines(service(chargedTo), { ...USUAL_BILLING, ...by, changes }, EUR, localDate(runOn));
}

function change(on: string, what: CycleChange['what'], before: string, after: string): CycleChange {
  return { on: localDate(on), what, before, after };
}

/** What is said beside the days themselves, by the first day of the line. */
function causes(found: readonly ChargeLine[]): (readonly [LocalDate, string | undefined])[] {
  return found.map((line) => {
    const words = explainInWords(line.explanation).filter(({ key }) => /changed|now_in/.test(key));
    return [line.covers.from, words[0]?.key];
  });
}

describe('a period that is odd because billing was changed', () => {
  it('names the change of the billing day on the days that lead from old to new, and only there', () => {
    const moved = change('2026-03-20', 'billingDay', '1', '10');
    const found = lines('2026-04-01', '2026-04-10', { billingDay: 10 }, moved);
    expect(causes(found)).toEqual([
      ['2026-04-01', 'billing_day_changed'],
      ['2026-04-10', undefined],
    ]);
    const [first] = found;
    expect(explainInWords(first?.explanation ?? { rule: 'imported', inputs: {}, steps: [] })[1]).toEqual({
      key: 'billing_day_changed',
      values: { on: '2026-03-20', before: '1', now: '10' },
    });
    expect(evaluateExplanation(first?.explanation ?? { rule: 'imported', inputs: {}, steps: [] })).toMatchObject({
      net: first?.netMinor,
    });
    expect(causes(lines('2026-05-10', '2026-05-10', { billingDay: 10 }, moved))).toEqual([['2026-05-10', undefined]]);
  });

  it('goes back to the way that was charged before, when it was changed twice', () => {
    const found = lines(
      '2026-04-01',
      '2026-04-20',
      { billingDay: 20 },
      change('2026-03-05', 'billingDay', '1', '10'),
      change('2026-03-20', 'billingDay', '10', '20'),
    );
    const [first] = found.flatMap((line) => explainInWords(line.explanation)).filter(({ key }) => /changed/.test(key));
    expect(first).toEqual({ key: 'billing_day_changed', values: { on: '2026-03-05', before: '1', now: '20' } });
  });

  it('names the change to advance on what comes besides what is over, once', () => {
    const now = change('2026-03-10', 'mode', 'arrears', 'advance');
    expect(causes(lines('2026-03-01', '2026-04-01', { mode: 'advance' }, now))).toEqual([
      ['2026-03-01', undefined],
      ['2026-04-01', 'now_in_advance'],
    ]);
    expect(causes(lines('2026-05-01', '2026-05-01', { mode: 'advance' }, now))).toEqual([['2026-05-01', undefined]]);
  });

  it('names the change to arrears on the first charge after it, once', () => {
    const now = change('2026-03-10', 'mode', 'advance', 'arrears');
    expect(lines('2026-04-01', '2026-04-01', { mode: 'arrears' }, now)).toEqual([]);
    expect(causes(lines('2026-04-01', '2026-05-01', { mode: 'arrears' }, now))).toEqual([
      ['2026-04-01', 'now_in_arrears'],
    ]);
    expect(causes(lines('2026-05-01', '2026-06-01', { mode: 'arrears' }, now))).toEqual([['2026-05-01', undefined]]);
  });

  it('names the change of the pay period where a quarter was left in the middle', () => {
    const quarter = { unit: 'month', count: 3 } as const;
    const anchor = { cycleAnchorOn: localDate('2026-01-01') };
    const now = change('2026-04-15', 'periodMonths', '1', '3');
    expect(causes(lines('2026-05-01', '2026-07-01', { ...anchor, period: quarter }, now))).toEqual([
      ['2026-05-01', 'pay_period_changed'],
      ['2026-07-01', undefined],
    ]);
  });
});
