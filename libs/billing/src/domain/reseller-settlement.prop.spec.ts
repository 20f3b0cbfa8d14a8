import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../test/domain-examples.js';
import { documentAt, life, moment, NOTHING, settleAt, settleOn } from '../../test/reseller-lives.js';
import { countsOf, settledBy, settleReseller, sumLines } from './reseller-settlement.js';

const invoiceLife = life.map((one) => ({ ...one, kind: 'invoice' as const }));

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
          expect(sumLines(settledBy('customerId', lines).map((one) => one.sums))).toEqual(totals);
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
      fc.property(invoiceLife, (one) => {
        const paid = { ...one, moments: [...one.moments.slice(0, 3), { settledPart: 100, creditedPart: 0 }] };
        const base = settleAt([paid], [0, 1, 2, 3]).reduce((sum, { totals }) => sum + totals.baseMinor, 0n);
        expect(base).toBe(one.worth.sharedMinor);
      }),
      tries(500),
    );
  });

  it('never counts more of a document than it is worth, and less than nothing only where something went back', () => {
    fc.assert(
      fc.property(invoiceLife, (one) => {
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
      fc.property(invoiceLife, moment, (one, at) => {
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
      fc.property(invoiceLife, fc.integer({ min: 0, max: 99 }), (one, settledPart) => {
        const at = (settled: number): bigint =>
          countsOf(documentAt({ ...one, moments: [{ settledPart: settled, creditedPart: 20 }] }, 0, 0, NOTHING))
            .sharedMinor;
        expect(at(settledPart + 1)).toBeGreaterThanOrEqual(at(settledPart));
      }),
      tries(500),
    );
  });

  it('counts nothing a second time where nothing happened in between', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 8 }), fc.nat(3), (lives, when) => {
        const [, again] = settleAt(lives, [when, when]);
        expect(again?.lines).toEqual([]);
        expect(again?.totals.shareMinor).toBe(0n);
      }),
      tries(500),
    );
  });

  it('a settlement that is taken back leaves everything as if it had never been made', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 8 }), fc.nat(3), fc.nat(3), (lives, undone, next) => {
        const [first] = settleAt(lives, [0]);
        const before = first?.counted ?? [];
        const [settled] = settleOn(lives, [undone], before);
        const standing = settled?.documents.map((document) => document.counted) ?? [];
        expect(settleOn(lives, [undone], standing)[0]?.lines).toEqual(settled?.lines);
        expect(settleOn(lives, [next], standing)[0]?.lines).toEqual(settleAt(lives, [0, next])[1]?.lines);
      }),
      tries(500),
    );
  });

  it('documents that nothing happened to change no figure of the others: those alone that changed need to be read', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 12 }), (lives) => {
        for (const { documents, lines } of settleAt(lives, [0, 2, 3])) {
          const changed = documents.filter((one) => lines.some(({ documentId }) => documentId === one.documentId));
          expect(settleReseller(changed).lines).toEqual(lines);
        }
      }),
      tries(500),
    );
  });
});
