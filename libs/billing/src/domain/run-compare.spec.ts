import { describe, expect, it } from 'vitest';
import { EUR } from '../../test/domain-examples.js';
import { USUAL_ROUNDING, lineAmount, type PricedThing } from './line-amount.js';
import { compareDocuments, mainCause, type ComparedDocument, type ComparedLine } from './run-compare.js';

const thing: PricedThing = { quantity: '1', unitPrice: '100.00', priceIncludesTax: false, tax: null };
const whole = { days: 31, of: 31 };

function line(over: Partial<ComparedLine> & { readonly of?: Partial<PricedThing> } = {}): ComparedLine {
  const { of, ...rest } = over;
  const priced = { ...thing, ...of };
  const part = over.part === undefined ? whole : over.part;
  return {
    serviceId: 'a',
    planId: 'plan-1',
    thing: priced,
    part,
    from: null,
    grossMinor: lineAmount(priced, part ?? { days: 1, of: 1 }, EUR).grossMinor,
    ...rest,
  };
}

function document(...lines: ComparedLine[]): ComparedDocument {
  return { grossMinor: lines.reduce((sum, one) => sum + one.grossMinor, 0n), lines };
}

const between = (before: ComparedDocument, after: ComparedDocument, placeOf: Record<string, string> = {}): object =>
  Object.fromEntries(
    compareDocuments(before, after, {
      currency: EUR,
      rounding: USUAL_ROUNDING,
      placeOf: new Map(Object.entries(placeOf)),
    }),
  );

describe('why a document differs from the one before', () => {
  it('is nothing when nothing changed', () => {
    expect(between(document(line()), document(line()))).toEqual({});
    expect(mainCause(new Map())).toBe('same');
  });

  it('is the part of a period at the start, and its absence a month later', () => {
    const part = line({ part: { days: 10, of: 31 } });
    expect(between(document(part), document(line()))).toEqual({ part_period: 6774n });
    expect(between(document(line()), document(part))).toEqual({ part_period: -6774n });
  });

  it('is the dearer plan that took the place of the old one, through plans between', () => {
    const dearer = line({ serviceId: 'c', planId: 'plan-2', of: { unitPrice: '150.00' } });
    expect(between(document(line()), document(dearer), { c: 'b', b: 'a' })).toEqual({ upgrade: 5000n });
    const cheaper = line({ serviceId: 'c', planId: 'plan-2', of: { unitPrice: '80.00' } });
    expect(between(document(line()), document(cheaper), { c: 'a' })).toEqual({ downgrade: -2000n });
  });

  it('tells price, quantity, discount and tax of one line apart', () => {
    const after = line({
      of: {
        unitPrice: '110.00',
        quantity: '2',
        discounts: [{ kind: 'percent', percent: '10', label: 'Loyal' }],
        tax: { taxId: 't', name: 'VAT', ratePercent: '20' },
      },
    });
    expect(between(document(line()), document(after))).toEqual({
      price: 1000n,
      quantity: 11000n,
      tax: 4400n,
      discount: -2640n,
    });
  });

  it('sets services that came and went, future items and credits apart', () => {
    const gone = line({ serviceId: 'gone' });
    const fresh = line({ serviceId: 'fresh', of: { unitPrice: '5.00' } });
    const item = line({ serviceId: null, part: null, of: { unitPrice: '7.00' } });
    const credit = line({ serviceId: null, part: null, of: { unitPrice: '-3.00' } });
    expect(between(document(line(), gone), document(line(), fresh, item, credit))).toEqual({
      ended_service: -10000n,
      new_service: 500n,
      future_items: 700n,
      credits: -300n,
    });
    expect(between(document(line(), item, credit), document(line()))).toEqual({ future_items: -700n, credits: 300n });
  });

  it('says what it cannot explain', () => {
    expect(between({ ...document(line()), grossMinor: 9_999n }, document(line()))).toEqual({ unexplained: 1n });
  });

  it('keeps what was rounded or printed otherwise apart from what changed', () => {
    expect(between(document(line({ grossMinor: 10_001n })), document(line()))).toEqual({ other: -1n });
  });
});
