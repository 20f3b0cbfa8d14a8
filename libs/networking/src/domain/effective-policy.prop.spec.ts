import { addDays, type LocalDate } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageBook, type UsageLine } from './usage-book.js';
import { accessPolicy, countersOf, effectivePolicy, nextChange, type PlanPolicy } from './effective-policy.js';
import type { FairUseRule } from './fair-use.js';
import { shadowedRule } from './fair-use.js';
import { localMoment, startOfDay } from './local-time.js';
import { counterKey, periodEnd, periodStart } from './usage-counting.js';

const ZONE = 'Europe/Berlin';
const SERVICE = 'service';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const NIGHT = { days: EVERY_DAY, from: 0, until: 360 };

const rule: fc.Arbitrary<FairUseRule> = fc.record({
  name: fc.uuid(),
  conditions: fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('traffic' as const),
        period: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        direction: fc.constantFrom('both' as const, 'download' as const, 'upload' as const),
        octets: fc.bigInt({ min: 1n, max: 3_000n }),
      }),
      fc.record({
        kind: fc.constant('online' as const),
        period: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        seconds: fc.integer({ min: 60, max: 3_000 }),
      }),
      fc.constant({ kind: 'hours' as const, windows: [NIGHT] }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  action: fc.constantFrom(
    { kind: 'block' as const },
    { kind: 'percent' as const, percent: -50 },
    { kind: 'percent' as const, percent: 20 },
  ),
  notifies: fc.constant(false),
});

const policy: fc.Arbitrary<PlanPolicy> = fc.array(rule, { minLength: 1, maxLength: 4 }).map((rules) => ({
  planId: 'plan',
  rates: { download: 100_000_000, upload: 20_000_000 },
  burst: {
    kind: 'fixed',
    rate: { download: 150_000_000, upload: 30_000_000 },
    threshold: { download: 80_000_000, upload: 16_000_000 },
    seconds: 16,
  },
  guaranteed: { kind: 'percent', percent: 10 },
  priority: 5,
  contention: 1,
  downloadProfile: null,
  uploadProfile: null,
  hours: [],
  fairUse: { rules, trafficWindows: [], onlineWindows: [], weekStartsOn: 1, monthStartsOn: 1 },
  quota: null,
}));

const line: fc.Arbitrary<UsageLine> = fc.record({
  serviceId: fc.constant(SERVICE),
  at: fc
    .integer({ min: Date.UTC(2026, 2, 1) / 60_000, max: Date.UTC(2026, 3, 5) / 60_000 })
    .map((minute) => new Date(minute * 60_000)),
  download: fc.bigInt({ min: 0n, max: 1_000n }),
  upload: fc.bigInt({ min: 0n, max: 1_000n }),
  seconds: fc.bigInt({ min: 0n, max: 300n }),
});

function at(plan: PlanPolicy, lines: readonly UsageLine[], when: Date): ReturnType<typeof effectivePolicy> {
  const book = new UsageBook(ZONE);
  for (const one of lines) book.add({ counters: countersOf(plan), billingDay: 1 }, one);
  const moment = localMoment(ZONE, when);
  const starts = new Map(
    countersOf(plan).map((counter) => [counterKey(counter), periodStart(counter, moment.date, 1)]),
  );
  const consumption = (key: string) => book.used(SERVICE, key, starts.get(key) ?? moment.date);
  return effectivePolicy(plan, { consumption, grants: [] }, moment);
}

const when = new Date('2026-04-02T10:00:00Z');

describe('fair use', () => {
  it('never gives way to a later rule because more was used', () => {
    fc.assert(
      fc.property(policy, fc.array(line, { maxLength: 20 }), line, (plan, lines, more) => {
        const place = (used: readonly UsageLine[]): number => at(plan, used, when).rule?.place ?? Infinity;
        expect(place([...lines, more])).toBeLessThanOrEqual(place(lines));
      }),
    );
  });

  it('says the same in whatever order and pieces the reports came', () => {
    fc.assert(
      fc.property(policy, fc.array(line, { maxLength: 20 }), (plan, lines) => {
        const halves = lines.flatMap((one) => [
          { ...one, download: one.download / 2n, upload: one.upload / 2n, seconds: one.seconds / 2n },
          {
            ...one,
            download: one.download - one.download / 2n,
            upload: one.upload - one.upload / 2n,
            seconds: one.seconds - one.seconds / 2n,
          },
        ]);
        expect(at(plan, halves.toReversed(), when)).toEqual(at(plan, lines, when));
      }),
    );
  });

  it('forgets what was used in periods that are over', () => {
    fc.assert(
      fc.property(policy, fc.array(line, { maxLength: 20 }), (plan, lines) => {
        const later = new Date('2026-06-15T10:00:00Z');
        expect(at(plan, lines, later)).toEqual(at(plan, [], later));
      }),
    );
  });

  it('stays as it is up to the next change that was told, when nothing is used', () => {
    fc.assert(
      fc.property(policy, fc.array(line, { maxLength: 20 }), fc.integer({ min: 0, max: 99 }), (plan, lines, part) => {
        const next = nextChange(plan, ZONE, when, 1);
        if (!next) return;
        const between = new Date(when.getTime() + Math.floor(((next.getTime() - when.getTime() - 1) * part) / 100));
        expect(at(plan, lines, between)).toEqual(at(plan, lines, when));
      }),
    );
  });

  it('refuses a rule that never wins, and none that can', () => {
    const over = (octets: bigint): FairUseRule => ({
      name: `over ${octets}`,
      conditions: [{ kind: 'traffic', period: 'month', direction: 'both', octets }],
      action: { kind: 'percent', percent: -50 },
      notifies: false,
    });
    const rules = (...list: FairUseRule[]) => ({
      rules: list,
      trafficWindows: [],
      onlineWindows: [],
      weekStartsOn: 1,
      monthStartsOn: 1,
    });
    expect(shadowedRule(rules(over(100n), over(200n)))).toEqual({ rule: 'over 200', by: 'over 100' });
    expect(shadowedRule(rules(over(200n), over(100n)))).toBeUndefined();
  });
});

describe('what devices are told', () => {
  it('has burst, threshold and guarantee in proportion to the rates as they are', () => {
    fc.assert(
      fc.property(policy, fc.integer({ min: 1, max: 100 }), (plan, percent) => {
        const rates = { download: (plan.rates.download * percent) / 100, upload: (plan.rates.upload * percent) / 100 };
        const told = accessPolicy(plan, rates, null);
        expect(told.burst?.rate.download).toBe(1_500_000 * percent);
        expect(told.burst?.threshold.download).toBe(800_000 * percent);
        expect(told.guaranteed?.download).toBe(100_000 * percent);
      }),
    );
  });
});

describe('periods', () => {
  it('follow on one another without a gap, also where months are short and clocks change', () => {
    const counter = fc.oneof(
      fc.constant({ period: 'day' as const, startsOn: 0 }),
      fc.record({ period: fc.constant('week' as const), startsOn: fc.integer({ min: 1, max: 7 }) }),
      fc.record({ period: fc.constant('month' as const), startsOn: fc.integer({ min: 1, max: 28 }) }),
      fc.constant({ period: 'billing' as const, startsOn: 0 }),
    );
    const date = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays('2024-01-01' as LocalDate, days));
    fc.assert(
      fc.property(counter, date, fc.integer({ min: 1, max: 31 }), (one, day, billingDay) => {
        const start = periodStart(one, day, billingDay);
        const end = periodEnd(one, start, billingDay);
        expect(start <= day && day < end).toBe(true);
        expect(periodStart(one, end, billingDay)).toBe(end);
        expect(periodStart(one, addDays(end, -1), billingDay)).toBe(start);
        expect(startOfDay(ZONE, start) < startOfDay(ZONE, end)).toBe(true);
      }),
    );
  });
});
