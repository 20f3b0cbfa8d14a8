import { localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { dayBegins } from '../stage/day-begins.ts';
import { type Cycle, periodAt } from './calendar.ts';
import { CaseDice, randomCase } from './random-cases.ts';
import { periodAround, type RefPlan } from './reference.ts';

const PERIODS = ['week', 'month', 'quarter', 'year'] as const;
const ALIGNMENTS = ['billing_day', 'calendar', 'anniversary'] as const;

describe('when a case is billed', () => {
  it('is where the calculator has the borders of periods too', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const dice = new CaseDice(seed);
      const cycle: Cycle = {
        period: dice.one(PERIODS),
        alignment: dice.one(ALIGNMENTS),
        billingDay: 1 + dice.upTo(31),
        anchorOn: localDate(new Date(Date.UTC(2023, 0, 1 + dice.upTo(800))).toISOString().slice(0, 10)),
      };
      const on = localDate(new Date(Date.UTC(2023, 0, 1 + dice.upTo(1500))).toISOString().slice(0, 10));
      const plan: RefPlan = { period: cycle.period, price: '1', quantity: 1 };
      const { from, to } = periodAt(cycle, on);
      expect([from, to]).toEqual(periodAround(plan, { ...cycle, monthDays: 'actual' }, cycle.anchorOn, on));
    }
  });

  it.each([
    ['UTC', '2024-02-29', '2024-02-29T00:30:00.000Z'],
    ['Pacific/Kiritimati', '2024-03-01', '2024-02-29T10:30:00.000Z'],
    ['Pacific/Honolulu', '2024-03-01', '2024-03-01T10:30:00.000Z'],
    ['Asia/Kathmandu', '2024-03-01', '2024-02-29T19:30:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:30:00.000Z'],
  ])('in %s %s begins at %s', (zone, day, at) => expect(dayBegins(zone, localDate(day)).toISOString()).toBe(at));
});

describe('random cases', () => {
  it('are the same for the same seed', () => expect(randomCase(22)).toEqual(randomCase(22)));

  it('are of every kind, and each has its arithmetic', () => {
    const cases = Array.from({ length: 200 }, (_, seed) => randomCase(seed));
    expect(new Set(cases.map((one) => one.area))).toEqual(new Set(['part_period', 'plan_change', 'cancel', 'pause']));
    expect(cases.every((one) => one.note.length > 0)).toBe(true);
  });
});
