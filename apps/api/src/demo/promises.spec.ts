import { addDays, dayOf, daysBetween, localDate } from '@demarc/kernel';
import { expect, it } from 'vitest';
import { asksOn, firstUnpaid } from './promises.js';

const DUE_DAYS = 15;
const MOST_DAYS_OF_A_PROMISE = 60;

it('leaves a bill that is due today, whatever the day of the month is', () => {
  for (let today = localDate('2026-01-01'); today < localDate('2027-03-01'); today = addDays(today, 1)) {
    const charged = firstUnpaid(today);
    const asked = asksOn(today);
    expect(dayOf(charged)).toBe(1);
    expect(addDays(charged, DUE_DAYS) < today, `${charged} is late on ${today}`).toBe(true);
    expect(asked < addDays(charged, DUE_DAYS) && asked < today, `${asked} is early enough for ${today}`).toBe(true);
    expect(daysBetween(asked, today)).toBeLessThanOrEqual(MOST_DAYS_OF_A_PROMISE);
  }
});
