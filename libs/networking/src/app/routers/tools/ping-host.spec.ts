import { expect, it } from 'vitest';
import { pingHost } from './ping-host.js';

it('a host that has answered is not asked again', async () => {
  const startedMs = performance.now();
  const answer = await pingHost('127.0.0.1', 20);
  // Twenty pings take ten seconds; without the program there is nothing to wait for.
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(answer.kind).not.toBe('silent');
});
