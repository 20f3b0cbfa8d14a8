import { describe, expect, it } from 'vitest';
import { stepPath } from './step-path';

describe('a line of steps', () => {
  it('holds each value until the next one begins, and the last one to the end', () => {
    const steps = [
      { from: '2026-01-01', value: 10 },
      { from: '2026-01-11', value: 20 },
    ];
    const { path, todayAt } = stepPath(steps, '2026-01-06', 118, 108);
    expect(path).toBe('M4 54H104V4H114');
    expect(todayAt).toBe(54);
  });

  it('draws a price that has never changed as one line, and nothing of nothing', () => {
    expect(stepPath([{ from: '2026-01-01', value: 10 }], '2026-01-01', 108, 108).path).toBe('M4 4H104');
    expect(stepPath([], '2026-01-01', 100, 100).path).toBe('');
  });
});
