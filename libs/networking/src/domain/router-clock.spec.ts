import { expect, it } from 'vitest';
import { routerClockMs } from './router-clock.js';

it('reads the clock of both generations of RouterOS, in its own zone', () => {
  const at = Date.parse('2026-03-15T08:00:00Z');
  expect(routerClockMs({ date: '2026-03-15', time: '08:00:00', 'gmt-offset': '+00:00' })).toBe(at);
  expect(routerClockMs({ date: 'mar/15/2026', time: '10:00:00', 'gmt-offset': '+02:00' })).toBe(at);
  expect(routerClockMs({ date: '2026-03-15', time: '05:00:00', 'gmt-offset': '-03:00' })).toBe(at);
});

it('answers nothing for what is no time', () => {
  expect(routerClockMs({ date: 'soon', time: '08:00:00' })).toBeUndefined();
  expect(routerClockMs({ date: '2026-03-15' })).toBeUndefined();
});
