import { expect, it } from 'vitest';
import { counterRate } from './counter-rate.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 2, 15, 8, 0, second));
const reading = (value: bigint, second: number, uptimeSeconds: number | null = 1_000 + second) => ({
  value,
  at: at(second),
  uptimeSeconds,
});

it('tells the growth a second, through the turn of a counter', () => {
  expect(counterRate(reading(1_000n, 0), reading(7_000n, 60 - 1), 64)).toBeCloseTo(6_000 / 59);
  expect(counterRate(reading((1n << 32n) - 100n, 0), reading(500n, 10), 32)).toBe(60);
});

it('tells nothing over a restart, without time, and when a wide counter fell', () => {
  expect(counterRate(reading(9_000n, 0, 5_000), reading(10n, 10, 3), 64)).toBeUndefined();
  expect(counterRate(reading(1n, 0), reading(2n, 0), 64)).toBeUndefined();
  expect(counterRate(reading(9_000n, 0), reading(10n, 10), 64)).toBeUndefined();
});
