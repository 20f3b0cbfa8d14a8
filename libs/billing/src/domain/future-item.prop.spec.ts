import { currencyCode, type RoundingRule } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import { evaluateExplanation } from './explanation.js';
import { futureItemWhole, futureLines, type OpenFutureItem } from './future-item.js';
import { explainedLine, taxByDocument, type RoundingPolicy } from './line-amount.js';

const CURRENCIES = ['EUR', 'JPY', 'KWD'].map(currencyCode);
const roundings = fc.record({
  rule: fc.constantFrom<RoundingRule>('half_up', 'half_even', 'down'),
  tax: fc.constantFrom<RoundingPolicy['tax']>('line', 'document'),
});
const taxes = fc.constantFrom(
  null,
  ...['5', '20', '23.33'].map((ratePercent) => ({ taxId: ratePercent, name: 'VAT', ratePercent })),
);
const price = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((units) => (units / 10_000).toFixed(4));
const items = fc.array(
  fc.record({
    unitPrice: price,
    quantity: fc.constantFrom('1', '2', '0.5', '1.3333'),
    tax: taxes,
    priceIncludesTax: fc.boolean(),
  }),
  { maxLength: 6 },
);
const months = fc.array(
  fc.array(fc.record({ units: fc.integer({ min: 0, max: 3_000_000 }), tax: taxes }), { maxLength: 3 }),
  {
    minLength: 1,
    maxLength: 5,
  },
);

describe('future items over many documents', () => {
  it('never bring one below zero, are never taken twice, and are taken whole in the end where there is room', () => {
    fc.assert(
      fc.property(items, months, roundings, fc.constantFrom(...CURRENCIES), (wanted, documents, rounding, currency) => {
        let open = wanted.map((one, index): OpenFutureItem => ({
          ...one,
          itemId: String(index),
          description: '',
          unit: '',
          planId: null,
          serviceId: null,
          revenue: 'revenue.other',
          addedOn: on('2026-01-01'),
          wholeMinor: futureItemWhole(one, currency, rounding),
          takenMinor: 0n,
        }));
        for (const [at, said] of [...documents, [{ units: 900_000_000, tax: null }]].entries()) {
          const charges = said.map(({ units, tax }) => {
            const thing = { quantity: '1', unitPrice: (units / 10_000).toFixed(4), priceIncludesTax: false, tax };
            return { thing, ...explainedLine('one_time', thing, { days: 1, of: 1 }, {}, currency, rounding) };
          });
          const lines = futureLines(charges, open, currency, rounding);
          const all = [...charges, ...lines];
          const priced = rounding.tax === 'document' ? taxByDocument(all, rounding.rule) : all;
          expect(priced.reduce((sum, line) => sum + line.grossMinor, 0n)).toBeGreaterThanOrEqual(0n);
          for (const line of lines) {
            const figures = evaluateExplanation(line.explanation);
            expect([figures['net'], figures['tax'], figures['gross']]).toEqual([
              line.netMinor,
              line.taxMinor,
              line.grossMinor,
            ]);
          }
          open = open.map((one) => {
            const takenMinor = lines.reduce(
              (sum, line) => (line.itemId === one.itemId ? sum + line.baseMinor : sum),
              one.takenMinor,
            );
            const [least, most] = one.wholeMinor < 0n ? [one.wholeMinor, 0n] : [0n, one.wholeMinor];
            expect(takenMinor >= least && takenMinor <= most).toBe(true);
            if (at === documents.length) expect(takenMinor).toBe(one.wholeMinor);
            return { ...one, takenMinor };
          });
        }
      }),
    );
  });
});
