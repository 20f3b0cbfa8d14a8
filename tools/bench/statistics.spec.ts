import { describe, expect, it } from 'vitest';
import { median, quantile } from './statistics.ts';

describe('figures of a benchmark', () => {
  it('quote a median that was measured, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2);
  });

  it('quote the p95 as a value that 95 of 100 do not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(hundred, 0.95)).toBe(95);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it('refuse to quote what was not measured', () => {
    expect(() => median([])).toThrow('nothing was measured');
  });
});
