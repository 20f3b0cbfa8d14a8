import { addDays } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { on, tries } from '../../test/domain-examples.js';
import { feeKey, feeMinor, feesOfInvoice, type FeeRule } from './fees.js';

const rule: FeeRule = {
  ruleId: 'late',
  kind: 'late',
  title: 'Late fee',
  amount: '5.00',
  percent: null,
  afterDays: 3,
  everyDays: 7,
  times: 3,
  as: 'invoice',
};
const invoice = { itemId: 'INV-1', issuedOn: on('2024-11-01'), dueOn: on('2024-11-16'), openMinor: 4_890n };
const rules: fc.Arbitrary<FeeRule> = fc.record({
  ruleId: fc.constantFrom('a', 'b'),
  kind: fc.constantFrom('late' as const, 'unpaid' as const),
  title: fc.constant('Fee'),
  amount: fc.constant('1'),
  percent: fc.constant(null),
  afterDays: fc.nat({ max: 40 }),
  everyDays: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
  times: fc.integer({ min: 1, max: 6 }),
  as: fc.constantFrom('invoice' as const, 'future_item' as const),
});

describe('fees of an unpaid invoice', () => {
  it('come so many days after the due date, again after so many, up to a count', () => {
    expect(feesOfInvoice(rule, invoice, on('2024-12-31')).map((fee) => [fee.occurrence, fee.on])).toEqual([
      [1, '2024-11-19'],
      [2, '2024-11-26'],
      [3, '2024-12-03'],
    ]);
    expect(feesOfInvoice({ ...rule, everyDays: null }, invoice, on('2024-12-31'))).toHaveLength(1);
    expect(feesOfInvoice({ ...rule, kind: 'unpaid' }, invoice, on('2024-11-04'))).toHaveLength(1);
    expect(feesOfInvoice(rule, { ...invoice, openMinor: 0n }, on('2024-12-31'))).toEqual([]);
    expect(feesOfInvoice({ ...rule, kind: 'reconnection' }, invoice, on('2024-12-31'))).toEqual([]);
  });

  it('are the same, each once, whether they are asked for each day or late', () => {
    fc.assert(
      fc.property(rules, fc.nat({ max: 90 }), (given, wait) => {
        const through = addDays(invoice.issuedOn, wait);
        const byDay = new Set<string>();
        for (let day = 0; day <= wait; day += 1) {
          for (const fee of feesOfInvoice(given, invoice, addDays(invoice.issuedOn, day))) byDay.add(feeKey(fee));
        }
        const late = feesOfInvoice(given, invoice, through).map(feeKey);
        expect(late).toEqual([...byDay]);
        expect(new Set(late).size).toBe(late.length);
      }),
      tries(500),
    );
  });

  it('are an amount, or a percentage of what is open, rounded once', () => {
    expect(feeMinor(rule, 4_890n, 2)).toBe(500n);
    expect(feeMinor({ amount: null, percent: '1.5' }, 4_890n, 2)).toBe(73n);
    expect(feeMinor({ amount: null, percent: '10' }, 5n, 2)).toBe(1n);
    expect(feeMinor({ amount: null, percent: '10' }, -500n, 2)).toBe(0n);
    expect(feeMinor({ amount: '2.005', percent: null }, 0n, 2)).toBe(201n);
    expect(feeMinor({ amount: '300', percent: null }, 0n, 0)).toBe(300n);
  });
});
