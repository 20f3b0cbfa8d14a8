import { describe, expect, it } from 'vitest';
import { todayIn } from './today';

describe('today in a zone', () => {
  it('is the calendar day there, not here', () => {
    const justBeforeMidnightUtc = Date.UTC(2026, 0, 31, 23, 30);
    expect(todayIn('UTC', justBeforeMidnightUtc)).toBe('2026-01-31');
    expect(todayIn('Asia/Tokyo', justBeforeMidnightUtc)).toBe('2026-02-01');
    expect(todayIn('America/Montevideo', justBeforeMidnightUtc)).toBe('2026-01-31');
  });
});
