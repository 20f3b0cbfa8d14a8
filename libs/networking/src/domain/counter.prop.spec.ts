import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownCount, nextCount, type ReportedCount, WRAP } from './counter.js';

const START: KnownCount = { total: 0n, base: 0n, seconds: 0 };
/** True growth between two reports: below half of the range, so that a wrap can be told. */
const growths = fc.array(fc.bigInt({ min: 0n, max: WRAP / 2n - 1n }), { minLength: 1, maxLength: 30 });

function reportsOf(steps: readonly bigint[], isWide: boolean): { reports: ReportedCount[]; truth: bigint } {
  let truth = 0n;
  const reports = steps.map((step, index) => {
    truth += step;
    return { counter: isWide ? truth : truth % WRAP, seconds: (index + 1) * 300, isWide };
  });
  return { reports, truth };
}

describe('counting', () => {
  it.each([true, false])('gives the true total, with Gigawords or over wraps (%s)', (isWide) => {
    fc.assert(
      fc.property(growths, (steps) => {
        const { reports, truth } = reportsOf(steps, isWide);
        expect(reports.reduce(nextCount, START).total).toBe(truth);
      }),
    );
  });

  it('gives the same total when reports are doubled, or old ones come again', () => {
    fc.assert(
      fc.property(growths, fc.infiniteStream(fc.nat()), fc.boolean(), (steps, picks, isWide) => {
        const { reports, truth } = reportsOf(steps, isWide);
        const sent: ReportedCount[] = [];
        for (const report of reports) {
          sent.push(report);
          const again = sent[(picks.next().value ?? 0) % sent.length];
          if (again) sent.push(again);
        }
        expect(sent.reduce(nextCount, START).total).toBe(truth);
      }),
    );
  });

  it('never goes back, whatever comes', () => {
    const anything = fc.record({
      counter: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      seconds: fc.nat(100_000),
      isWide: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 30 }), (reports) => {
        let known = START;
        for (const report of reports) {
          const next = nextCount(known, report);
          expect(next.total).toBeGreaterThanOrEqual(known.total);
          expect(next.seconds).toBeGreaterThanOrEqual(known.seconds);
          known = next;
        }
      }),
    );
  });
});
