import { addDays, type DateRange, type LocalDate } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPolicy, asCharged, aService, charge, EUR, on, tries } from '../../test/domain-examples.js';
import { chargeLines } from './charge-plan.js';
import { daysWithout } from './credit-unused.js';
import { evaluateExplanation } from './explanation.js';
import { finalBill } from './final-bill.js';
import { lineAmount } from './line-amount.js';
import { pausedDays, planPause, type PauseRequest } from './pause.js';

// A day of each costs at least a cent: what costs nothing is not given back either.
const price = fc.constantFrom('19.99', '31', '100', '33.3333', '200');
const day = (from: LocalDate, days: number): LocalDate => addDays(from, days);
const gross = (lines: readonly { readonly grossMinor: bigint }[]): bigint =>
  lines.reduce((sum, line) => sum + line.grossMinor, 0n);
const policyOf = (billingDay: number, mode: 'advance' | 'arrears') => aPolicy({ billingDay, mode });
const lives = fc.record({
  startsOn: fc.integer({ min: 0, max: 400 }).map((days) => addDays(on('2023-06-01'), days)),
  after: fc.integer({ min: 0, max: 70 }),
  length: fc.integer({ min: 1, max: 50 }),
  billingDay: fc.integer({ min: 1, max: 31 }),
  mode: fc.constantFrom('advance' as const, 'arrears' as const),
  unitPrice: price,
});

type Life = typeof lives extends fc.Arbitrary<infer One> ? One : never;

function pauseOf(life: Life): PauseRequest {
  const policy = policyOf(life.billingDay, life.mode);
  const from = day(life.startsOn, life.after);
  const service = aService({ startsOn: life.startsOn, unitPrice: life.unitPrice });
  const lines = chargeLines(service, policy, EUR, from);
  return {
    currency: EUR,
    today: from,
    from,
    to: day(from, life.length),
    billing: 'free',
    reducedPercent: 40,
    givesCredit: true,
    mostDays: null,
    service: charge(service, lines),
    chargedLines: asCharged(lines),
    pauses: [],
    policy,
  };
}

describe('a pause', () => {
  it('leaves no day without a charge but its own, and charges none of its own twice or at all (M-8)', () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 0, max: 90 }), (life, later) => {
        const request = pauseOf(life);
        const plan = planPause(request);
        if (!plan.ok || plan.value.to === null) throw new Error('the pause is refused');
        const pause: DateRange = { from: plan.value.from, to: plan.value.to };
        const runOn = day(request.today, later);
        const paused = { ...request.service, pauses: [pause] };
        const next = chargeLines(paused, request.policy, EUR, runOn);
        for (const line of next) expect(daysWithout(line.covers, [pause])).toEqual([line.covers]);
        const given = plan.value.credits.map((line) => line.covers);
        const charged = [
          ...request.service.charged.flatMap((range) => daysWithout(range, given)),
          ...next.map((line) => line.covers),
        ];
        const until = chargeLines(aService({ startsOn: life.startsOn }), request.policy, EUR, runOn).at(-1)?.covers.to;
        if (until === undefined) return;
        expect(daysWithout({ from: life.startsOn, to: until }, [...charged, pause])).toEqual([]);
        for (const range of charged) expect(daysWithout(range, [pause])).toEqual([range]);
      }),
      tries(1_000),
    );
  });

  it('at a reduced price gives back no more than it takes, each line explained', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const plan = planPause({ ...pauseOf(life), billing: 'reduced' });
        if (!plan.ok) throw new Error(plan.error.code);
        const { credits, charges, netMinor } = plan.value;
        expect(charges).toHaveLength(credits.length);
        expect(netMinor).toBe(gross(credits) - gross(charges));
        expect(netMinor).toBeGreaterThanOrEqual(0n);
        for (const line of charges) expect(evaluateExplanation(line.explanation)['gross']).toBe(line.grossMinor);
      }),
      tries(500),
    );
  });

  it('counts the days of each calendar year, an open one to the end of its year', () => {
    const counted = (from: string, to: string | null): unknown => [
      ...pausedDays([{ from: on(from), to: to === null ? null : on(to) }]),
    ];
    expect(counted('2023-12-30', '2024-01-03')).toEqual([
      [2023, 2],
      [2024, 2],
    ]);
    expect(counted('2024-12-01', null)).toEqual([[2024, 31]]);
  });
});

describe('the end of a service', () => {
  it('on its first day costs that day or nothing, whatever is given back otherwise (M-13)', () => {
    const refunds = fc.constantFrom('none' as const, 'credit' as const, 'paid_first' as const);
    fc.assert(
      fc.property(lives, refunds, fc.boolean(), (life, refund, isFree) => {
        const policy = policyOf(life.billingDay, 'advance');
        const service = aService({ startsOn: life.startsOn, unitPrice: life.unitPrice });
        const lines = asCharged(chargeLines(service, policy, EUR, life.startsOn));
        const bill = finalBill({
          currency: EUR,
          today: life.startsOn,
          endsOn: life.startsOn,
          refund,
          onFirstDay: isFree ? 'free' : 'one_day',
          service: charge(service, lines),
          chargedLines: lines,
          paidMinor: new Map(),
          contractEndsOn: null,
          feeAtEnd: null,
          feeBeforeEnd: null,
          policy,
        });
        if (!bill.ok) throw new Error(bill.error.code);
        const cost = gross(lines) - gross(bill.value.credits) + gross(bill.value.lastCharges);
        expect(bill.value.isNever).toBe(isFree);
        const [first] = lines;
        if (isFree || !first) expect(cost).toBe(0n);
        else {
          const one = lineAmount(first.thing, { days: 1, of: first.of }, EUR).grossMinor;
          expect(cost - one).toBeGreaterThanOrEqual(-1n);
          expect(cost - one).toBeLessThanOrEqual(1n);
        }
      }),
      tries(1_000),
    );
  });

  it('with a refund leaves the used days charged and no others, and says what was paid for the rest', () => {
    fc.assert(
      fc.property(lives, fc.nat(20_000), (life, paid) => {
        const policy = policyOf(life.billingDay, life.mode);
        const endsOn = day(life.startsOn, life.after);
        const service = aService({ startsOn: life.startsOn, unitPrice: life.unitPrice });
        const lines = asCharged(chargeLines(service, policy, EUR, endsOn));
        const bill = finalBill({
          currency: EUR,
          today: endsOn,
          endsOn,
          refund: 'paid_first',
          onFirstDay: 'one_day',
          service: charge(service, lines),
          chargedLines: lines,
          paidMinor: new Map(lines.map((line) => [line.lineId, BigInt(paid)])),
          contractEndsOn: null,
          feeAtEnd: null,
          feeBeforeEnd: null,
          policy,
        });
        if (!bill.ok) throw new Error(bill.error.code);
        const { credits, lastCharges, refundDueMinor, creditMinor } = bill.value;
        const given = credits.map((line) => line.covers);
        const left = [
          ...lines.flatMap((line) => daysWithout(line.covers, given)),
          ...lastCharges.map((line) => line.covers),
        ];
        expect(daysWithout({ from: life.startsOn, to: addDays(endsOn, 1) }, left)).toEqual([]);
        for (const range of left) expect(range.to <= addDays(endsOn, 1)).toBe(true);
        expect(refundDueMinor + creditMinor).toBe(gross(credits));
        expect(refundDueMinor).toBeLessThanOrEqual(BigInt(paid) * BigInt(lines.length));
      }),
      tries(1_000),
    );
  });
});
