import { describe, expect, it } from 'vitest';
import { isTooMany } from './brake.js';
import { pauseBeforeMs } from './retry.js';

const SETTING = { percent: 5, windowMinutes: 10, atLeast: 20 };

describe('the brake', () => {
  it('lets single closings pass at a small provider', () => {
    expect(isTooMany({ shut: 20, open: 5 }, SETTING)).toBe(false);
  });

  it('holds what is past the share of those that were open', () => {
    expect(isTooMany({ shut: 50, open: 951 }, SETTING)).toBe(false);
    expect(isTooMany({ shut: 51, open: 950 }, SETTING)).toBe(true);
  });
});

describe('the pause before a router is asked again', () => {
  it('grows from seconds to an hour', () => {
    expect([1, 2, 3, 10].map(pauseBeforeMs)).toEqual([5_000, 15_000, 45_000, 3_600_000]);
  });
});
