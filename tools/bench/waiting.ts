import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `isSo`, looking often; says what did not come when the time is over. */
export async function waitUntil(isSo: () => boolean | Promise<boolean>, limitMs: number, what: string): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`waited ${limitMs / 1000} s for ${what}`);
    await pause(20);
  }
}
