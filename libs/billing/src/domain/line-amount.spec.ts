import { currencyCode } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { EUR } from '../../test/domain-examples.js';
import { evaluateExplanation } from './explanation.js';
import { explainedLine, lineAmount, taxByDocument, USUAL_ROUNDING, type PricedThing } from './line-amount.js';
import { documentTotals } from './tax.js';

const vat = (ratePercent: string): PricedThing['tax'] => ({ taxId: `vat-${ratePercent}`, name: 'VAT', ratePercent });
const priced = (unitPrice: string, over: Partial<PricedThing> = {}): PricedThing => ({
  quantity: '1',
  unitPrice,
  priceIncludesTax: false,
  tax: null,
  ...over,
});
const whole = { days: 1, of: 1 };

describe('a line', () => {
  it('is rounded once: 200 × 12 / 31 is 77.42, not twelve days of a rounded daily rate', () => {
    expect(lineAmount(priced('200.00'), { days: 12, of: 31 }, EUR).netMinor).toBe(7742n);
    expect(lineAmount(priced('100.00'), { days: 12, of: 31 }, EUR).netMinor).toBe(3871n);
  });

  it('takes halves away from zero, also below zero, and other rules where the policy says so', () => {
    expect(lineAmount(priced('0.005'), whole, EUR).netMinor).toBe(1n);
    expect(lineAmount(priced('-0.005'), whole, EUR).netMinor).toBe(-1n);
    expect(lineAmount(priced('0.025'), whole, EUR, { rule: 'half_even', tax: 'line' }).netMinor).toBe(2n);
    expect(lineAmount(priced('0.029'), whole, EUR, { rule: 'down', tax: 'line' }).netMinor).toBe(2n);
  });

  it('keeps the digits of its currency', () => {
    expect(lineAmount(priced('1000'), { days: 1, of: 3 }, currencyCode('JPY')).netMinor).toBe(333n);
    expect(lineAmount(priced('1'), { days: 1, of: 3 }, currencyCode('KWD')).netMinor).toBe(333n);
  });

  it('adds tax to a net price, and finds it inside a gross one', () => {
    expect(lineAmount(priced('200.00', { tax: vat('25') }), { days: 29, of: 30 }, EUR)).toEqual({
      netMinor: 19333n,
      taxMinor: 4833n,
      grossMinor: 24166n,
    });
    expect(lineAmount(priced('19.99', { tax: vat('23'), priceIncludesTax: true }), whole, EUR)).toEqual({
      netMinor: 1625n,
      taxMinor: 374n,
      grossMinor: 1999n,
    });
  });

  it('takes discounts one after the other, before tax, and never goes below zero', () => {
    const percent = (value: string) => ({ kind: 'percent', percent: value, label: value }) as const;
    expect(lineAmount(priced('1.00', { discounts: [percent('15'), percent('20')] }), whole, EUR).netMinor).toBe(68n);
    const fixed = { kind: 'fixed', amount: '30', label: 'Welcome' } as const;
    expect(lineAmount(priced('100.00', { discounts: [fixed] }), { days: 15, of: 30 }, EUR).netMinor).toBe(3500n);
    expect(lineAmount(priced('20.00', { discounts: [fixed, percent('50')] }), whole, EUR).netMinor).toBe(0n);
    expect(lineAmount(priced('20.00', { discounts: [percent('150')] }), whole, EUR).netMinor).toBe(0n);
  });
});

describe('the explanation of a line', () => {
  it('names what it was worked out from, whatever lines of the same discounts were explained before it', () => {
    const discounts = [{ kind: 'percent', percent: '10', label: 'An offer' }] as const;
    const stretch = { from: '2024-01-01', to: '2024-01-31', days: 31, discounts };
    const month = { days: 31, of: 31 };
    for (const over of [{ stretches: [stretch] }, { discounts }] as Partial<PricedThing>[]) {
      const { explanation, netMinor } = explainedLine('one_time', priced('31.00', over), month, {}, EUR);
      expect(evaluateExplanation(explanation)['net']).toBe(netMinor);
    }
  });
});

describe('tax rounded on the document', () => {
  it('is shared over the lines so that they add up to it, and each line still explains itself', () => {
    const thing = priced('0.10', { tax: vat('5') });
    const one = { ...explainedLine('one_time', thing, whole, {}, EUR), thing };
    expect(one.taxMinor).toBe(1n);
    const lines = taxByDocument([one, one, one, one], USUAL_ROUNDING.rule);
    expect(lines.map((line) => line.taxMinor)).toEqual([1n, 0n, 1n, 0n]);
    expect(documentTotals(lines.map((line) => ({ ...line, tax: thing.tax })))).toMatchObject({
      netMinor: 40n,
      taxMinor: 2n,
      grossMinor: 42n,
    });
    for (const { explanation, netMinor, taxMinor, grossMinor } of lines) {
      expect(evaluateExplanation(explanation)).toMatchObject({ net: netMinor, tax: taxMinor, gross: grossMinor });
    }
  });
});
