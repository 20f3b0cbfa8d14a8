import { setTimeout as delay } from 'node:timers/promises';

/** Asks every few milliseconds until the answer is not undefined; undefined when `limitMs` passed without one. */
export async function poll<T>(ask: () => T | undefined, limitMs: number, everyMs = 5): Promise<T | undefined> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (performance.now() >= end) return undefined;
    await delay(everyMs);
  }
}
