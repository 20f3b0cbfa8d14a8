import { describe, expect, it } from 'vitest';
import { endsAt, isFresh, isOver } from './session-life.js';

const start = new Date('2026-03-15T08:00:00Z');
const after = (ms: number): Date => new Date(start.getTime() + ms);
const minute = 60_000;

describe('the life of a session', () => {
  it('ends for staff after 30 idle minutes, and not a moment before', () => {
    const times = { lastSeenAt: start, endsAt: endsAt('staff', 'signed_in', start) };
    expect(isOver('staff', times, after(30 * minute - 1))).toBe(false);
    expect(isOver('staff', times, after(30 * minute))).toBe(true);
  });

  it('ends for staff after 12 hours, however busy', () => {
    const times = { lastSeenAt: after(12 * 60 * minute - 1), endsAt: endsAt('staff', 'signed_in', start) };
    expect(isOver('staff', times, after(12 * 60 * minute - 1))).toBe(false);
    expect(isOver('staff', times, after(12 * 60 * minute))).toBe(true);
  });

  it('lasts for customers 7 idle days and 30 days in all', () => {
    const day = 24 * 60 * minute;
    const ends = endsAt('customer', 'signed_in', start);
    expect(isOver('customer', { lastSeenAt: start, endsAt: ends }, after(7 * day - 1))).toBe(false);
    expect(isOver('customer', { lastSeenAt: start, endsAt: ends }, after(7 * day))).toBe(true);
    expect(isOver('customer', { lastSeenAt: after(30 * day - 1), endsAt: ends }, after(30 * day))).toBe(true);
  });

  it('gives a sign-in without its second factor ten minutes', () => {
    expect(endsAt('staff', 'totp_needed', start)).toEqual(after(10 * minute));
  });

  it('is fresh for 15 minutes after the sign-in', () => {
    expect([isFresh(start, after(15 * minute - 1)), isFresh(start, after(15 * minute))]).toEqual([true, false]);
  });
});
