import { addDays, type LocalDate, localDateIn } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantsOf, localMoment, startOfDay } from './local-time.js';
import { covers, nextEdge, type WeekWindow } from './week-windows.js';

const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Sao_Paulo', 'UTC'];
const zone = fc.constantFrom(...ZONES);
const instant = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 })
  .map((minute) => new Date(minute * 60_000));
const minute = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
const window: fc.Arbitrary<WeekWindow> = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: minute,
  until: minute,
});

describe('the clock on the wall', () => {
  it('shows the date that the kernel says, and goes back to the moment that it was read at', () => {
    fc.assert(
      fc.property(zone, instant, (where, at) => {
        const moment = localMoment(where, at);
        expect(moment.date).toBe(localDateIn(where, at));
        const back = instantsOf(where, moment.date, moment.minute).map((one) => one.getTime());
        expect(back).toContain(at.getTime());
      }),
    );
  });

  it('shows a time twice when it is put back, and skips to the moment of the change when it is put forward', () => {
    const twice = instantsOf('Europe/Berlin', '2026-10-25' as LocalDate, 150);
    expect(twice.map((at) => at.toISOString())).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
    const skipped = instantsOf('Europe/Berlin', '2026-03-29' as LocalDate, 150);
    expect(skipped.map((at) => at.toISOString())).toEqual(['2026-03-29T01:00:00.000Z']);
  });

  it('begins each day after the one before, whatever the clock does', () => {
    fc.assert(
      fc.property(zone, instant, (where, at) => {
        const { date } = localMoment(where, at);
        const start = startOfDay(where, date).getTime();
        const next = startOfDay(where, addDays(date, 1)).getTime();
        expect(start).toBeLessThanOrEqual(at.getTime());
        expect(next).toBeGreaterThan(at.getTime());
      }),
    );
  });
});

describe('windows of the week', () => {
  it('hold without a change up to the next edge, and change there', () => {
    fc.assert(
      fc.property(
        fc.array(window, { minLength: 1, maxLength: 3 }),
        zone,
        instant,
        fc.nat({ max: 100 }),
        (windows, where, at, part) => {
          const held = (when: Date): string => windows.map((one) => covers(one, localMoment(where, when))).join();
          const edge = nextEdge(windows, where, at);
          if (!edge) {
            expect(windows.every(({ days, from, until }) => days.length === 7 && from === until)).toBe(true);
            return;
          }
          expect(edge.getTime()).toBeGreaterThan(at.getTime());
          expect(held(edge)).not.toBe(held(at));
          const between = new Date(at.getTime() + Math.floor(((edge.getTime() - at.getTime() - 1) * part) / 100));
          expect(held(between)).toBe(held(at));
        },
      ),
    );
  });

  it('go over midnight into the next day', () => {
    const night: WeekWindow = { days: [5], from: 22 * 60, until: 6 * 60 };
    const at = (weekday: number, hour: number): boolean =>
      covers(night, { date: '2026-03-20' as LocalDate, weekday, minute: hour * 60 });
    expect([at(5, 21), at(5, 22), at(6, 5), at(6, 6), at(6, 23)]).toEqual([false, true, true, false, false]);
  });
});
