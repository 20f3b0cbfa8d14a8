import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, RandomSource } from '@demarc/kernel';

/** Waits; tests give one that only counts. */
export type Wait = (milliseconds: number) => Promise<void>;

export const waitForReal: Wait = async (milliseconds) => {
  await delay(milliseconds);
};

/** Spaces requests evenly: never more than so many a second, and no burst after a pause. */
export class Pace {
  private nextAtMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly wait: Wait,
    private readonly perSecond: number,
  ) {}

  async turn(): Promise<void> {
    const nowMs = this.clock.now().getTime();
    const atMs = Math.max(nowMs, this.nextAtMs);
    this.nextAtMs = atMs + 1000 / this.perSecond;
    if (atMs > nowMs) await this.wait(atMs - nowMs);
  }
}

/** 1 s, 2 s, 4 s … up to a minute, each with up to a quarter on top, so that two importers do not march in step. */
export function backoffMs(attempt: number, random: RandomSource): number {
  const base = Math.min(1000 * 2 ** (attempt - 1), 60_000);
  return base + random.below(Math.ceil(base / 4));
}
