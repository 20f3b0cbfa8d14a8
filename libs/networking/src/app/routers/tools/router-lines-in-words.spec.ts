import { expect, it } from 'vitest';
import { hopLine, pingLine } from './router-lines-in-words.js';

it('says what a router found in the words of the programs on a server', () => {
  expect(pingLine({ seq: '0', host: '10.0.0.1', size: '56', ttl: '64', time: '2ms' })).toBe(
    '56 bytes from 10.0.0.1: seq=0 ttl=64 time=2ms',
  );
  expect(pingLine({ seq: '1', host: '192.0.2.1', status: 'timeout' })).toBe('seq=1 192.0.2.1 timeout');
  expect(hopLine({ address: '10.0.0.1', loss: '0', last: '1' }, 1)).toBe(' 1  10.0.0.1  1 ms');
  expect(hopLine({ address: '', loss: '100', last: 'timeout' }, 2)).toBe(' 2  *  timeout  100% lost');
});
