import { describe, expect, it } from 'vitest';
import { casesOf, type Vector } from './format.ts';
import { unknownIn } from './known-words.ts';
import { isAnswer, isSame } from './verdict.ts';

describe('what counts as the stated answer', () => {
  it.each([
    ['1.50', '1.5'],
    ['0', '-0.00'],
    [8, '8'],
    ['14/31', '28/62'],
    ['31/31', '1'],
    [
      ['1.0', '2'],
      ['1', '2.00'],
    ],
  ])('%j and %j are the same', (wanted, found) => expect(isSame(wanted, found)).toBe(true));

  it.each([
    ['8.71', '8.70'],
    ['0.01', '0'],
    ['14/31', '14/30'],
    [['1.00'], ['1.00', '1.00']],
    [
      ['10.00', '2.00', '12.00'],
      ['12.00', '10.00', '2.00'],
    ],
    ['paid', 'unpaid'],
    [true, false],
    ['1.00', null],
  ])('%j and %j are not', (wanted, found) => expect(isSame(wanted, found)).toBe(false));
});

describe('a list whose order is left open', () => {
  const charge = { kind: 'charge', from: '2024-01-01', amount: '1.00' };
  const credit = { kind: 'credit', from: '2024-01-01', amount: '-1.00' };

  it.each([
    ['lines', [{ amount: '-1' }, { kind: 'charge' }], [charge, credit]],
    ['lines', [], []],
    ['periods_billed_terms', ['1', '1', '14/31'], ['28/62', '2']],
    ['precise', '54.83870967741936', '54.83870967741935'],
  ])('%s: %j is met by %j', (key, wanted, found) => expect(isAnswer(key, wanted, found)).toBe(true));

  it.each([
    ['lines', [{ kind: 'charge' }, { kind: 'charge' }], [charge, credit]],
    ['lines', [{ amount: '1.00' }], [charge, credit]],
    ['lines', [{ amount: '1.00', to: '2024-02-01' }], [charge]],
    ['periods_billed_terms', ['1', '14/31'], ['14/31', '2']],
    ['invoice_totals', ['1.00', '2.00'], ['2.00', '1.00']],
    ['precise', '0.5483870967741935', '0.5483870967742935'],
    ['amount', '1.00', '1.01'],
  ])('%s: %j is not met by %j', (key, wanted, found) => expect(isAnswer(key, wanted, found)).toBe(false));
});

describe('a word that nobody here has a meaning for', () => {
  const vector = (over: object): Vector => ({
    id: 'x',
    area: '',
    convention: '',
    given: {},
    events: [],
    expect: {},
    ...over,
  });

  it.each([
    [{ given: { plan_period: 'fortnight' } }, '"plan_period": "fortnight"'],
    [{ given: { month_days: 28 } }, '"month_days": 28'],
    [{ given: { billing_day: 32 } }, '"billing_day": 32'],
    [{ given: { moon: 'full' } }, '"moon"'],
    [{ given: { invoice_after_change: 'immediately_till_end_of_next_month' } }, '"invoice_after_change"'],
    [{ given: { discounts: [{ percent: '5', until: '2024-01-01' }] } }, '"discounts"'],
    [{ given: { lines: [{ net: '1.00', unit: 'kg' }] } }, '"lines"'],
    [{ events: [{ do: 'change_plan', when: 'maybe' }] }, 'event "change_plan" says "when"'],
    [{ events: [{ do: 'payment', method: 'cash' }] }, '"method"'],
  ])('%j is named', (over, words) => expect(unknownIn(vector(over))).toContain(words));

  it('is not one that the format has', () => {
    const given = {
      plan_period: 'month',
      discounts: [{ fixed: '1' }],
      lines: ['1', { net: 2, tax_percent: ['5', 7] }],
    };
    const events = [{ do: 'change_plan', on: '2024-01-01', when: 'end_of_period', names: ['a', 'b'] }];
    expect(unknownIn(vector({ given, events }))).toBeNull();
  });
});

describe('reading a file of cases', () => {
  it.each([
    ['{', 'is not JSON'],
    ['{"format":2,"cases":[]}', 'format 1'],
    ['{"format":1,"cases":[{"expect":{}}]}', 'case 1 has no id'],
    ['{"format":1,"cases":[{"id":"x","expect":{},"events":[{}]}]}', '(x) has an event without "do"'],
  ])('%s is refused', (text, words) => expect(() => casesOf('some.json', text)).toThrow(words));
});
