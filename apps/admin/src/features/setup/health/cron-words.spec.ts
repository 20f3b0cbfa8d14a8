import { expect, it } from 'vitest';
import { rhythmOf } from './cron-words';

it('reads the rhythms of the product', () => {
  expect(rhythmOf('* * * * *')).toEqual({ kind: 'minute' });
  expect(rhythmOf('*/15 * * * *')).toEqual({ kind: 'minutes', count: 15 });
  expect(rhythmOf('7 * * * *')).toEqual({ kind: 'hour', at: ':07' });
  expect(rhythmOf('20 3 * * *')).toEqual({ kind: 'day', at: '03:20' });
});

it('has no words for what it does not know', () => {
  expect(rhythmOf('0 0 1 * *')).toBeNull();
  expect(rhythmOf('nonsense')).toBeNull();
});
