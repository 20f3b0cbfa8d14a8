import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automaticTopUp, closePeriod, type Grant, noticesReached, type QuotaRules, quotaState } from './quota.js';
import { NOTHING, type Used } from './usage-counting.js';

const octets = fc.bigInt({ min: 0n, max: 10n ** 15n });
const used: fc.Arbitrary<Used> = fc.record({ download: octets, upload: octets, seconds: fc.constant(0n) });
const grant: fc.Arbitrary<Grant> = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom('top_up' as const, 'bonus' as const, 'rollover' as const),
    octets: fc.bigInt({ min: 1n, max: 10n ** 14n }),
    part: fc.integer({ min: 0, max: 100 }),
    endsOn: fc.option(fc.constantFrom('2026-05-01', '2026-06-01', '2026-07-01')),
  })
  .map(({ part, ...one }) => ({ ...one, usedBefore: (one.octets * BigInt(part)) / 100n }));
const rules: fc.Arbitrary<QuotaRules> = fc.record({
  limitOctets: fc.bigInt({ min: 1n, max: 10n ** 15n }),
  period: fc.constant('month' as const),
  direction: fc.constantFrom('both' as const, 'download' as const, 'upload' as const),
  bonus: fc.option(
    fc.record({
      windows: fc.constant([{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, until: 360 }]),
      countedPercent: fc.integer({ min: 0, max: 99 }),
      limitOctets: fc.option(octets),
      afterUsedUp: fc.boolean(),
    }),
  ),
  atLimit: fc.constant({ kind: 'block' as const }),
  grantsFirst: fc.boolean(),
  offers: fc.constant([{ planId: 'more', octets: 10n ** 10n, periods: 1 }]),
  automatic: fc.constant({ planId: 'more', atMost: 3 }),
  rollover: fc.option(fc.record({ periods: fc.constant(1), limitOctets: fc.option(octets) })),
  notices: fc.constant([
    { percent: 80, of: 'limit' as const },
    { percent: 100, of: 'total' as const },
  ]),
});
const grants = fc.uniqueArray(grant, { maxLength: 5, selector: ({ id }) => id });

function add(one: Used, more: Used): Used {
  return { download: one.download + more.download, upload: one.upload + more.upload, seconds: 0n };
}

describe('a quota', () => {
  it('never has more left, and is never less used up, after more was used', () => {
    fc.assert(
      fc.property(rules, used, used, used, grants, (quota, all, inBonus, more, given) => {
        const before = quotaState(quota, { all: add(all, inBonus), inBonus, grants: given });
        const after = quotaState(quota, { all: add(add(all, inBonus), more), inBonus, grants: given });
        const free = quotaState(quota, {
          all: add(add(all, inBonus), more),
          inBonus: add(inBonus, more),
          grants: given,
        });
        expect(after.left <= before.left && after.over >= before.over).toBe(true);
        expect(free.used >= before.used && free.used <= after.used).toBe(true);
        expect(before.isUsedUp && !after.isUsedUp).toBe(false);
        expect(noticesReached(quota, after)).toEqual(expect.arrayContaining([...noticesReached(quota, before)]));
      }),
    );
  });

  it('accounts for each octet that counts: of the limit, of a grant, or over', () => {
    fc.assert(
      fc.property(rules, used, grants, (quota, all, given) => {
        const state = quotaState(quota, { all, inBonus: NOTHING, grants: given });
        const drawn = state.drawn.reduce((sum, one) => sum + one.octets, 0n);
        expect(state.limitUsed + drawn + state.over).toBe(state.used);
        expect(state.used + state.left - state.over).toBe(state.total);
        for (const one of state.drawn) {
          const source = given.find(({ id }) => id === one.id);
          expect(source && one.octets <= source.octets - source.usedBefore).toBe(true);
        }
      }),
    );
  });

  it('says the same in whatever order its grants are read', () => {
    fc.assert(
      fc.property(rules, used, grants, fc.nat(), (quota, all, given, turn) => {
        const turned = given.map((_, index) => given[(index + turn) % given.length]).filter((one) => one !== undefined);
        const usage = { all, inBonus: NOTHING };
        expect(quotaState(quota, { ...usage, grants: turned })).toEqual(quotaState(quota, { ...usage, grants: given }));
      }),
    );
  });

  it('leaves at the end of a period no more than the limit had left, and nothing without a rollover', () => {
    fc.assert(
      fc.property(rules, used, grants, (quota, all, given) => {
        const state = quotaState(quota, { all, inBonus: NOTHING, grants: given });
        const { rolledOver } = closePeriod(quota, state);
        expect(rolledOver >= 0n && rolledOver <= state.limit - state.limitUsed).toBe(true);
        if (!quota.rollover) expect(rolledOver).toBe(0n);
        const most = quota.rollover?.limitOctets ?? state.limit;
        expect(rolledOver <= most).toBe(true);
      }),
    );
  });

  it('a top-up leaves more by what it holds, less what is over already', () => {
    fc.assert(
      fc.property(rules, used, grants, fc.bigInt({ min: 1n, max: 10n ** 14n }), (quota, all, given, size) => {
        const usage = { all, inBonus: NOTHING };
        const before = quotaState(quota, { ...usage, grants: given });
        const bought: Grant = { id: 'new', kind: 'top_up', octets: size, usedBefore: 0n, endsOn: null };
        const after = quotaState(quota, { ...usage, grants: [...given, bought] });
        expect(after.left - after.over).toBe(before.left - before.over + size);
      }),
    );
  });

  it('is bought for by itself only when it is used up, and only so often', () => {
    fc.assert(
      fc.property(rules, used, grants, fc.nat({ max: 5 }), (quota, all, given, bought) => {
        const state = quotaState(quota, { all, inBonus: NOTHING, grants: given });
        expect(automaticTopUp(quota, state, bought) !== undefined).toBe(state.isUsedUp && bought < 3);
      }),
    );
  });
});
