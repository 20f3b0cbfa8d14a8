import { addDays, type LocalDate } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { on, tries } from '../../test/domain-examples.js';
import { accessOpen } from './customer-status.js';
import { standingAhead } from './standing-ahead.js';
import {
  amountToRestore,
  standingDates,
  standingOf,
  USUAL_STANDING,
  type Standing,
  type StandingFacts,
  type StandingPolicy,
} from './standing.js';

const RANK: Readonly<Record<Standing, number>> = { good: 0, overdue: 1, blocked: 2, inactive: 3 };
const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays(on('2024-01-01'), days));
const policies: fc.Arbitrary<StandingPolicy> = fc
  .record({
    paymentDueDays: fc.integer({ min: 0, max: 28 }),
    blockingDays: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }),
    deactivationDays: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null }),
    minimumBalanceMinor: fc.bigInt({ min: -2_000n, max: 0n }),
    toleratedDebtMinor: fc.bigInt({ min: 0n, max: 2_000n }),
    deactivationFollowsBlock: fc.boolean(),
    restDays: fc.subarray([1, 3, 6, 7]),
    blockByOneTimeInvoices: fc.boolean(),
    blockOnRestDays: fc.boolean(),
    deactivationOn: fc.boolean(),
  })
  .map((chosen) => ({ ...USUAL_STANDING, ...chosen }));
const factsOf: fc.Arbitrary<StandingFacts> = fc
  .record({
    items: fc.array(
      fc.record({
        kind: fc.constantFrom('recurring' as const, 'one_time' as const),
        chargedOn: day,
        openMinor: fc.bigInt({ min: 0n, max: 3_000n }),
      }),
      { maxLength: 5 },
    ),
    creditMinor: fc.bigInt({ min: 0n, max: 3_000n }),
    graceUntilOn: fc.option(day, { nil: null }),
  })
  .map(({ items, creditMinor, graceUntilOn }) => ({
    items: items.map((item, index) => ({ ...item, itemId: `item-${index}` })),
    owedMinor: items.reduce((sum, item) => sum + item.openMinor, -creditMinor),
    graceUntilOn,
  }));

/** Credit that lies on the account: how a payment looks before it is allocated. */
const paid = (facts: StandingFacts, amountMinor: bigint): StandingFacts => ({
  ...facts,
  owedMinor: facts.owedMinor - amountMinor,
});
const rank = (facts: StandingFacts, policy: StandingPolicy, today: LocalDate): number =>
  RANK[standingOf(facts, policy, today)];

describe('standing', () => {
  it('never improves by waiting, and never worsens by paying', () => {
    fc.assert(
      fc.property(
        factsOf,
        policies,
        day,
        fc.nat({ max: 90 }),
        fc.bigInt({ min: 0n, max: 4_000n }),
        (facts, policy, today, wait, payment) => {
          expect(rank(facts, policy, addDays(today, wait))).toBeGreaterThanOrEqual(rank(facts, policy, today));
          expect(rank(paid(facts, payment), policy, today)).toBeLessThanOrEqual(rank(facts, policy, today));
        },
      ),
      tries(1_000),
    );
  });

  it('opens access again when the amount to restore is paid, and not for a cent less', () => {
    fc.assert(
      fc.property(factsOf, policies, day, (facts, policy, today) => {
        const amount = amountToRestore(facts, policy, today);
        const open = accessOpen(standingOf(facts, policy, today), []);
        expect(amount === 0n).toBe(open);
        expect(accessOpen(standingOf(paid(facts, amount), policy, today), [])).toBe(true);
        if (amount > 0n) expect(accessOpen(standingOf(paid(facts, amount - 1n), policy, today), [])).toBe(false);
      }),
      tries(2_000),
    );
  });

  it('turns on the days that the forward view says', () => {
    fc.assert(
      fc.property(factsOf, policies, day, (facts, policy, today) => {
        for (const event of standingAhead(facts, policy, today).next) {
          if (event.kind !== 'overdue' && event.kind !== 'blocked' && event.kind !== 'inactive') continue;
          expect(rank(facts, policy, event.on)).toBeGreaterThanOrEqual(RANK[event.kind]);
          expect(rank(facts, policy, addDays(event.on, -1))).toBeLessThan(RANK[event.kind]);
        }
        expect(standingDates(facts, { ...policy, blockingDays: null })).toMatchObject({
          blocked: null,
          inactive: null,
        });
      }),
      tries(1_000),
    );
  });
});
