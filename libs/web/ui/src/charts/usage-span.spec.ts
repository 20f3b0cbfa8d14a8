import { describe, expect, it } from 'vitest';
import { usageSpan, withGaps } from './usage-span';

describe('the days of a graph', () => {
  it('end today, and a year has twelve months of which this is the last', () => {
    expect(usageSpan('day', '2026-03-01')).toEqual({ from: '2026-03-01', through: '2026-03-01', granularity: 'HOUR' });
    expect(usageSpan('week', '2026-03-01').from).toBe('2026-02-23');
    expect(usageSpan('month', '2026-03-30').from).toBe('2026-03-01');
    expect(usageSpan('year', '2026-03-15').from).toBe('2025-04-01');
    expect(usageSpan('year', '2026-12-15').from).toBe('2026-01-01');
    expect(usageSpan('years', '2026-12-15')).toEqual({
      from: '2022-01-01',
      through: '2026-12-15',
      granularity: 'YEAR',
    });
  });

  it('show a gap where nothing was counted, and none where the clocks change', () => {
    const hours = ['2026-03-01T00:00:00Z', '2026-03-01T01:00:00Z', '2026-03-01T05:00:00Z'].map((at) => ({ at }));
    expect(withGaps(hours, 'HOUR').map((point) => 'gap' in point)).toEqual([false, false, true, false]);
    const days = ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'].map((at) => ({ at }));
    expect(withGaps(days, 'DAY')).toHaveLength(2);
  });
});
