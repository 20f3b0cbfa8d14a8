import { currencyCode } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import { explainInWords } from './explain-in-words.js';
import { inEnglish } from './explanation-in-english.js';
import { futureItemWhole, futureLines, type OpenFutureItem } from './future-item.js';
import { explainedLine, USUAL_ROUNDING } from './line-amount.js';

const EUR = currencyCode('EUR');
const VAT = { taxId: 'vat', name: 'VAT', ratePercent: '20' };

const item = (unitPrice: string, more: Partial<OpenFutureItem> = {}): OpenFutureItem => {
  const price = { quantity: '1', unitPrice, ...more };
  return {
    itemId: unitPrice,
    description: 'Item',
    unit: '',
    planId: null,
    serviceId: null,
    revenue: 'revenue.other',
    addedOn: on('2026-01-05'),
    priceIncludesTax: false,
    tax: null,
    takenMinor: 0n,
    ...price,
    wholeMinor: futureItemWhole(price, EUR, USUAL_ROUNDING),
  };
};
const charge = (unitPrice: string, tax: typeof VAT | null = null) => {
  const thing = { quantity: '1', unitPrice, priceIncludesTax: false, tax };
  return { thing, ...explainedLine('one_time', thing, { days: 1, of: 1 }, {}, EUR) };
};
const base = (lines: readonly { baseMinor: bigint }[]): bigint[] => lines.map((line) => line.baseMinor);

describe('future items on a document', () => {
  it('are charged whole, each by its own price and tax', () => {
    const [line] = futureLines([], [item('12.3450', { quantity: '3', tax: VAT })], EUR, USUAL_ROUNDING);
    expect(line).toMatchObject({ netMinor: 3704n, taxMinor: 741n, grossMinor: 4445n, baseMinor: 3704n });
    expect(line?.explanation.rule).toBe('future_item');
  });

  it('reduce a document to zero at most; the rest stays open', () => {
    const lines = futureLines([charge('150')], [item('-200')], EUR, USUAL_ROUNDING);
    expect(base(lines)).toEqual([-15_000n]);
    expect(lines[0]?.explanation.inputs).toMatchObject({
      whole: '-200.00',
      taken_before: '0.00',
      left_after: '-50.00',
    });
    const rest = futureLines([charge('150')], [item('-200', { takenMinor: -15_000n })], EUR, USUAL_ROUNDING);
    expect(base(rest)).toEqual([-5_000n]);
  });

  it('count the charged items before those below zero, whatever their order', () => {
    expect(base(futureLines([], [item('-30'), item('50')], EUR, USUAL_ROUNDING))).toEqual([5_000n, -3_000n]);
  });

  it('take nothing off a document of nothing', () => {
    expect(futureLines([], [item('-30')], EUR, USUAL_ROUNDING)).toEqual([]);
  });

  it('see the tax on both sides', () => {
    const [taxed] = futureLines([charge('100')], [item('-100', { tax: VAT })], EUR, USUAL_ROUNDING);
    expect(taxed).toMatchObject({ netMinor: -8_333n, taxMinor: -1_667n, grossMinor: -10_000n });
    const byDocument = { rule: 'half_up', tax: 'document' } as const;
    const credit = item('-0.02', { tax: VAT });
    expect(base(futureLines([charge('0.02', VAT)], [credit], EUR, byDocument))).toEqual([-2n]);
  });

  it('say in words why a part was taken', () => {
    const [line] = futureLines([charge('150')], [item('-200')], EUR, USUAL_ROUNDING);
    expect(line && inEnglish(explainInWords(line.explanation))).toContain(
      'Added on 5 Jan 2026 over -200.00. No invoice goes below zero, so it is taken in parts: 0.00 before this one, -50.00 after it.',
    );
  });
});
