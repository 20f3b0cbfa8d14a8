import { addDays, localDate } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EUR, tries } from '../../test/domain-examples.js';
import { lineAmount, USUAL_ROUNDING, type PricedThing } from './line-amount.js';
import { compareDocuments, type ComparedDocument, type ComparedLine } from './run-compare.js';
import { countItem, emptySummary, isExplained, readSummary, storedSummary } from './run-summary.js';

const price = fc.integer({ min: -500, max: 5_000_000 }).map((units) => (units / 10_000).toFixed(4));
const things: fc.Arbitrary<PricedThing> = fc.record({
  quantity: fc.constantFrom('1', '2', '3.5000'),
  unitPrice: price,
  priceIncludesTax: fc.boolean(),
  tax: fc.constantFrom(
    null,
    { taxId: 'a', name: 'A', ratePercent: '19' },
    { taxId: 'b', name: 'B', ratePercent: '7.5' },
  ),
  discounts: fc.constantFrom(
    [],
    [{ kind: 'percent' as const, percent: '12.5', label: 'x' }],
    [{ kind: 'fixed' as const, amount: '4.00', label: 'y' }],
  ),
});
const lines: fc.Arbitrary<ComparedLine> = fc
  .record({
    serviceId: fc.constantFrom(null, 'a', 'b', 'c'),
    planId: fc.constantFrom('p', 'q'),
    thing: things,
    days: fc.integer({ min: 1, max: 31 }),
    from: fc.integer({ min: 0, max: 90 }).map((days) => addDays(localDate('2026-01-01'), days)),
    printed: fc.constantFrom(0n, 0n, 0n, 1n, -3n),
  })
  .map(({ days, printed, ...line }) => {
    const part = line.serviceId === null ? null : { days, of: 31 };
    return { ...line, part, grossMinor: lineAmount(line.thing, part ?? { days: 1, of: 1 }, EUR).grossMinor + printed };
  });
const documents: fc.Arbitrary<ComparedDocument> = fc
  .array(lines, { maxLength: 6 })
  .map((of) => ({ lines: of, grossMinor: of.reduce((sum, line) => sum + line.grossMinor, 0n) }));
const terms = {
  currency: EUR,
  rounding: USUAL_ROUNDING,
  placeOf: new Map([
    ['c', 'b'],
    ['b', 'c'],
  ]),
};

describe('the causes of a difference', () => {
  it('add up to it exactly, whatever the documents are, and leave nothing unexplained', () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const causes = compareDocuments(before, after, terms);
        const sum = [...causes.values()].reduce((all, minor) => all + minor, 0n);
        expect(sum).toBe(after.grossMinor - before.grossMinor);
        expect(causes.has('unexplained')).toBe(false);
      }),
      tries(300),
    );
  });

  it('are nothing between a document and itself', () => {
    fc.assert(
      fc.property(documents, (same) => {
        expect([...compareDocuments(same, same, terms)]).toEqual([]);
      }),
    );
  });

  it('are counted into a run and out again without a trace, also over its stored form', () => {
    fc.assert(
      fc.property(documents, documents, documents, (before, after, other) => {
        const item = (to: ComparedDocument): Parameters<typeof countItem>[1] => ({
          partnerId: 'partner',
          currency: 'EUR',
          invoice: { netMinor: to.grossMinor, taxMinor: 0n, grossMinor: to.grossMinor, taxes: [] },
          causes: compareDocuments(before, to, terms),
          flags: ['catch_up'],
        });
        const summary = emptySummary();
        countItem(summary, item(after), 1);
        const once = storedSummary(summary);
        const again = readSummary(once);
        countItem(again, item(other), 1);
        countItem(again, item(other), -1);
        expect(storedSummary(again)).toEqual(once);
        expect(isExplained(again)).toBe(true);
      }),
    );
  });
});
