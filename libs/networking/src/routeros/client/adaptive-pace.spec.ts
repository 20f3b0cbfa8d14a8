import { describe, expect, it } from 'vitest';
import { AdaptivePace } from './adaptive-pace.js';

/** Rounds of as many commands as are allowed, on a device that needs `eachMs` for one and works through them one by one. */
function oneByOne(pace: AdaptivePace, eachMs: number, rounds: number): number[] {
  return Array.from({ length: rounds }, () => {
    const inFlight = pace.limit;
    for (let place = 1; place <= inFlight; place += 1) pace.observe(place * eachMs, inFlight - place);
    return pace.limit;
  });
}

describe('the pace of a router', () => {
  it('falls where it works through commands one by one, and stays there', () => {
    const pace = new AdaptivePace({ start: 8, most: 8, noiseMs: 1 });
    pace.observe(8, 0);
    expect(Math.max(...oneByOne(pace, 8, 200).slice(1))).toBeLessThanOrEqual(4);
    expect(pace.baselineMs).toBeLessThan(9);
  });

  it('rises to its most where commands take no longer side by side', () => {
    const pace = new AdaptivePace({ start: 2, most: 8 });
    for (let k = 0; k < 200; k += 1) pace.observe(8, pace.limit);
    expect(pace.limit).toBe(8);
  });

  it('halves once for commands that were under way together, not once for each', () => {
    const pace = new AdaptivePace({ start: 8, most: 8 });
    pace.observe(5, 0);
    for (let left = 7; left >= 0; left -= 1) pace.observe(500, left);
    expect(pace.limit).toBe(4);
  });

  it('is not shaken by differences below the noise', () => {
    const pace = new AdaptivePace({ start: 4, most: 4, noiseMs: 20 });
    pace.observe(1, 0);
    for (let k = 0; k < 50; k += 1) pace.observe(15, 3);
    expect(pace.limit).toBe(4);
  });

  it('is found again on a router that became slower for good', () => {
    const pace = new AdaptivePace({ start: 4, most: 4 });
    pace.observe(10, 0);
    for (let k = 0; k < 1000; k += 1) pace.observe(200, 0);
    expect(pace.limit).toBe(4);
  });
});
