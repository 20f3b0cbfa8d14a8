import { addDays, daysBetween } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPolicy, asCharged, aService, EUR, on, spans, tries } from '../../test/domain-examples.js';
import { chargeLines } from './charge-plan.js';
import { creditDays, type ChargedLine, type CreditLine } from './credit-unused.js';
import { evaluateExplanation } from './explanation.js';

const policy = aPolicy();
const how = {
  rule: 'plan_change.refund',
  currency: EUR,
  rounding: policy.rounding,
  length: policy.period,
  dayCount: policy.dayCount,
} as const;

function october(unitPrice: string): ChargedLine {
  const service = aService({ startsOn: on('2024-10-01'), unitPrice });
  const [line] = asCharged(chargeLines(service, policy, EUR, on('2024-10-01')));
  if (!line) throw new Error('nothing is charged');
  return line;
}

function after(line: ChargedLine, credits: readonly CreditLine[]): ChargedLine {
  const sum = (pick: (one: CreditLine) => bigint): bigint => credits.reduce((all, one) => all + pick(one), 0n);
  return {
    ...line,
    credited: {
      netMinor: line.credited.netMinor + sum((one) => one.netMinor),
      taxMinor: line.credited.taxMinor + sum((one) => one.taxMinor),
      grossMinor: line.credited.grossMinor + sum((one) => one.grossMinor),
    },
    creditedDays: [...(line.creditedDays ?? []), ...credits.map((one) => one.covers)],
  };
}

describe('credit for days of a line', () => {
  it('leaves out the days that were given back before', () => {
    const line = october('31');
    const first = creditDays(line, on('2024-10-10'), on('2024-10-15'), how);
    expect(spans(first)).toEqual(['2024-10-10/2024-10-15']);
    const rest = creditDays(after(line, first), on('2024-10-05'), null, how);
    expect(spans(rest)).toEqual(['2024-10-05/2024-10-10', '2024-10-15/2024-11-01']);
    expect(rest.map((one) => one.netMinor)).toEqual([500n, 1_700n]);
    expect(creditDays(after(after(line, first), rest), on('2024-10-05'), null, how)).toEqual([]);
  });

  it('in any pieces and any order never passes the line, and all pieces together are the line to the cent', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 31 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.constantFrom('0', '0.01', '0.1', '19.99', '100', '33.3333', '200'), steps, (price, cuts) => {
        let line = october(price);
        for (const [at, length] of [...cuts, [0, 31] as const]) {
          const from = addDays(on('2024-10-01'), at);
          const credits = creditDays(line, from, addDays(from, length), how);
          for (const credit of credits) {
            expect(daysBetween(credit.covers.from, credit.covers.to)).toBe(credit.days);
            const again = evaluateExplanation(credit.explanation);
            expect([again['net'], again['tax'], again['gross']]).toEqual([
              credit.netMinor,
              credit.taxMinor,
              credit.grossMinor,
            ]);
          }
          line = after(line, credits);
          expect(line.credited.grossMinor).toBeLessThanOrEqual(line.grossMinor);
        }
        expect(line.credited.grossMinor).toBe(line.grossMinor);
      }),
      tries(2_000),
    );
  });
});
