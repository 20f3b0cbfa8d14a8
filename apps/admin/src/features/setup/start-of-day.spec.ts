import { describe, expect, it } from 'vitest';
import { startOfDay, startOfNextDay } from './start-of-day';

describe('the start of a day', () => {
  it('is that of the zone', () => {
    expect(startOfDay('2026-03-15', 'UTC')).toBe('2026-03-15T00:00:00.000Z');
    expect(startOfDay('2026-03-15', 'America/Montevideo')).toBe('2026-03-15T03:00:00.000Z');
    expect(startOfDay('2026-03-15', 'Asia/Kathmandu')).toBe('2026-03-14T18:15:00.000Z');
  });

  it('knows the days on which clocks change', () => {
    expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfNextDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z');
  });
});
