import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../test/domain-examples.js';
import {
  countsOf,
  type ResellerDocument,
  settledByCustomer,
  settleReseller,
  sumLines,
  type Worth,
} from './reseller-settlement.js';

const NOTHING: Worth = { grossMinor: 0n, netMinor: 0n, sharedMinor: 0n };

/** One moment of a document’s life: what is paid of it, and how much of it credit notes took off. */
interface Moment {
  readonly settledPart: number;
  readonly creditedPart: number;
}

const worth = fc
  .record({
    shared: fc.bigInt({ min: 0n, max: 90_000n }),
    fees: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2_000n })),
    tax: fc.bigInt({ min: 0n, max: 20_000n }),
  })
  .map(({ shared, fees, tax }) => ({
    grossMinor: shared + fees + tax,
    netMinor: shared + fees,
    sharedMinor: shared,
  }));
const moment = fc.record({
  settledPart: fc.integer({ min: 0, max: 100 }),
  creditedPart: fc.integer({ min: 0, max: 100 }),
});
const terms = fc.constantFrom(
  { termsId: 't-1', percent: '12.5' },
  { termsId: 't-2', percent: '33.3333' },
  { termsId: 't-3', percent: '100' },
);
const life = fc.record({
  worth,
  terms,
  customer: fc.integer({ min: 1, max: 4 }),
  basis: fc.constantFrom('collected' as const, 'invoiced' as const),
  moments: fc.array(moment, { minLength: 4, maxLength: 4 }),
});
type Life = Parameters<typeof documentAt>[0];

function part(amount: bigint, percent: number): bigint {
  return (amount * BigInt(percent)) / 100n;
}

function partOf({ grossMinor, netMinor, sharedMinor }: Worth, percent: number): Worth {
  const shared = part(sharedMinor, percent);
  const net = shared + part(netMinor - sharedMinor, percent);
  return { grossMinor: net + part(grossMinor - netMinor, percent), netMinor: net, sharedMinor: shared };
}

function documentAt(
  one: {
    readonly worth: Worth;
    readonly terms: { readonly termsId: string; readonly percent: string };
    readonly customer: number;
    readonly basis: 'collected' | 'invoiced';
    readonly moments: readonly Moment[];
  },
  index: number,
  when: number,
  counted: Worth,
): ResellerDocument {
  const at = one.moments[when] ?? { settledPart: 0, creditedPart: 0 };
  return {
    documentId: `d-${index}`,
    kind: 'invoice',
    customerId: `c-${one.customer}`,
    ...one.terms,
    basis: one.basis,
    worth: one.worth,
    credited: partOf(one.worth, at.creditedPart),
    settledMinor: part(one.worth.grossMinor, at.settledPart),
    counted,
  };
}

/** Settles at each of the moments in turn, as the books do: what was counted is remembered. */
function settleAt(lives: readonly Life[], moments: readonly number[]) {
  const counted = lives.map(() => NOTHING);
  return moments.map((when) => {
    const documents = lives.map((one, index) => documentAt(one, index, when, counted[index] ?? NOTHING));
    documents.forEach((document, index) => (counted[index] = countsOf(document)));
    return { documents, ...settleReseller(documents) };
  });
}

describe('what a reseller gets', () => {
  it('share and kept make the base, base and tax and what is not shared make the gross, on every line and in all', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 8 }), (lives) => {
        for (const { lines, totals } of settleAt(lives, [0, 1, 2, 3])) {
          for (const line of [...lines, totals]) {
            expect(line.shareMinor + line.keptMinor).toBe(line.baseMinor);
            expect(line.baseMinor + line.taxMinor + line.notSharedMinor).toBe(line.grossMinor);
          }
          expect(sumLines(lines)).toEqual(totals);
        }
      }),
      tries(500),
    );
  });

  it('the partner’s report is the sum of its customers', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 12 }), (lives) => {
        for (const { lines, totals } of settleAt(lives, [1, 3]))
          expect(sumLines(settledByCustomer(lines).map((one) => one.sums))).toEqual(totals);
      }),
      tries(500),
    );
  });

  it('is rounded once for each of the terms, and no line is further from its percent than one minor unit', () => {
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 12 }), (lives) => {
        for (const { lines } of settleAt(lives, [0, 2, 1])) {
          for (const termsId of new Set(lines.map((line) => line.termsId))) {
            const own = lines.filter((line) => line.termsId === termsId);
            const exact = (line: { baseMinor: bigint; percent: string }): number =>
              (Number(line.baseMinor) * Number(line.percent)) / 100;
            const all = own.reduce((sum, line) => sum + exact(line), 0);
            const share = Number(own.reduce((sum, line) => sum + line.shareMinor, 0n));
            expect(Math.abs(share - all)).toBeLessThanOrEqual(0.5 + 1e-6);
            for (const line of own) expect(Math.abs(Number(line.shareMinor) - exact(line))).toBeLessThan(1 + 1e-6);
          }
        }
      }),
      tries(500),
    );
  });

  it('comes to the same base however a time is cut into periods: nothing is counted twice or lost', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 8 }), fc.subarray([0, 1, 2]), (lives, cuts) => {
        const all = settleAt(lives, [...cuts, 3]).map((one) => one.totals);
        const once = settleAt(lives, [3]).map((one) => one.totals);
        for (const name of ['baseMinor', 'grossMinor', 'taxMinor', 'notSharedMinor'] as const)
          expect(all.reduce((sum, one) => sum + one[name], 0n)).toBe(once.reduce((sum, one) => sum + one[name], 0n));
      }),
      tries(500),
    );
  });

  it('a document that is paid whole counts whole, to the last minor unit, whatever was paid on the way', () => {
    fc.assert(
      fc.property(life, (one) => {
        const paid = { ...one, moments: [...one.moments.slice(0, 3), { settledPart: 100, creditedPart: 0 }] };
        const base = settleAt([paid], [0, 1, 2, 3]).reduce((sum, { totals }) => sum + totals.baseMinor, 0n);
        expect(base).toBe(one.worth.sharedMinor);
      }),
      tries(500),
    );
  });

  it('never counts more of a document than it is worth, and less than nothing only where something went back', () => {
    fc.assert(
      fc.property(life, (one) => {
        let before = NOTHING;
        for (const { documents, lines } of settleAt([one], [0, 1, 2, 3])) {
          const [document] = documents;
          if (!document) continue;
          const counts = countsOf(document);
          expect(counts.sharedMinor).toBeLessThanOrEqual(one.worth.sharedMinor);
          expect(counts.grossMinor).toBeLessThanOrEqual(one.worth.grossMinor);
          for (const minor of Object.values(counts)) expect(minor).toBeGreaterThanOrEqual(0n);
          for (const line of lines) if (line.grossMinor < 0n) expect(counts.grossMinor).toBeLessThan(before.grossMinor);
          before = counts;
        }
      }),
      tries(500),
    );
  });

  it('what credit notes took off a document is as if it had never stood on it', () => {
    fc.assert(
      fc.property(life, moment, (one, at) => {
        const credited = documentAt({ ...one, basis: 'collected', moments: [at] }, 0, 0, NOTHING);
        const left = {
          grossMinor: credited.worth.grossMinor - credited.credited.grossMinor,
          netMinor: credited.worth.netMinor - credited.credited.netMinor,
          sharedMinor: credited.worth.sharedMinor - credited.credited.sharedMinor,
        };
        expect(countsOf(credited)).toEqual(countsOf({ ...credited, worth: left, credited: NOTHING }));
        expect(countsOf({ ...credited, settledMinor: left.grossMinor })).toEqual(left);
      }),
      tries(500),
    );
  });

  it('more money never makes less of a share', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 0, max: 99 }), (one, settledPart) => {
        const at = (settled: number): bigint =>
          countsOf(documentAt({ ...one, moments: [{ settledPart: settled, creditedPart: 20 }] }, 0, 0, NOTHING))
            .sharedMinor;
        expect(at(settledPart + 1)).toBeGreaterThanOrEqual(at(settledPart));
      }),
      tries(500),
    );
  });
});
