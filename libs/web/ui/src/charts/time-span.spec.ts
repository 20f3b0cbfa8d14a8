import { expect, test } from 'vitest';
import { spanOfTimes } from './time-span';

const at = (time: string): number => Date.parse(time) / 1000;

test('a single reading is shown within its hour, not within years', () => {
  const only = '2026-11-22T22:00:00Z';
  expect(spanOfTimes([only])).toEqual([at('2026-11-22T21:30:00Z'), at('2026-11-22T22:30:00Z')]);
});

test('readings fill the picture from the first to the last', () => {
  const times = ['2026-11-22T20:00:00Z', '2026-11-22T21:00:00Z', '2026-11-22T22:00:00Z'];
  expect(spanOfTimes(times)).toEqual([at('2026-11-22T20:00:00Z'), at('2026-11-22T22:00:00Z')]);
});
