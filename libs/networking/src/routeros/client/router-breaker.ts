import type { Clock, RandomSource } from '@demarc/kernel';
import { RouterError } from '../errors.js';

export interface BreakerOptions {
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
  /** How long others wait for the one who tries. */
  readonly patienceMs?: number;
}

/** Faults of the line or of the login. A trap is an answer: the router is well. */
const FAULTS: ReadonlySet<string> = new Set([
  'ROUTER_UNREACHABLE',
  'ROUTER_TLS_FAILED',
  'ROUTER_CERTIFICATE_CHANGED',
  'ROUTER_LOGIN_REFUSED',
  'ROUTER_TIMEOUT',
  'ROUTER_CLOSED',
  'ROUTER_REPLY_TOO_LARGE',
  'ROUTER_GARBLED',
]);

/**
 * Leaves a router that does not answer alone, longer after each failure: 1 s, 2 s, 4 s … 5 min, each shortened by up to a half
 * by chance, so that two hundred routers behind one broken link are not all asked again in the same moment. After the pause one
 * attempt may pass. Others who come meanwhile wait for how it ends: one of them may be shutting somebody off, and must not be
 * put off because a comparison was just trying the line.
 */
export class RouterBreaker {
  private failures = 0;
  private restsUntil = 0;
  private trial: Promise<void> | undefined;
  private readonly firstPauseMs: number;
  private readonly longestPauseMs: number;
  private readonly patienceMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly random: RandomSource,
    { firstPauseMs = 1_000, longestPauseMs = 300_000, patienceMs = 10_000 }: BreakerOptions = {},
  ) {
    this.firstPauseMs = firstPauseMs;
    this.longestPauseMs = longestPauseMs;
    this.patienceMs = patienceMs;
  }

  /** Milliseconds until the next attempt may be made; 0 when one may be made now. */
  get waitMs(): number {
    return this.failures === 0 ? 0 : Math.max(0, this.restsUntil - this.clock.now().getTime());
  }

  get consecutiveFailures(): number {
    return this.failures;
  }

  /** Runs the attempt, or refuses with ROUTER_RESTING. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    // After a failure whose pause is over one tries at a time.
    let isPatient = true;
    while (isPatient && this.trial && this.failures > 0 && this.waitMs === 0)
      isPatient = await endsWithin(this.trial, this.patienceMs);
    if (this.failures === 0) return this.carryOut(work);
    const { waitMs } = this;
    if (waitMs > 0 || this.trial)
      throw new RouterError('ROUTER_RESTING', `The router did not answer; it is asked again later.`, { waitMs });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.trial = promise;
    try {
      return await this.carryOut(work);
    } finally {
      this.trial = undefined;
      resolve();
    }
  }

  private async carryOut<T>(work: () => Promise<T>): Promise<T> {
    const failuresBefore = this.failures;
    try {
      const value = await work();
      this.failures = 0;
      return value;
    } catch (error) {
      if (error instanceof RouterError && FAULTS.has(error.code)) this.failed(failuresBefore);
      else if (error instanceof RouterError && error.code === 'ROUTER_TRAP') this.failures = 0;
      throw error;
    }
  }

  /** A hundred commands that end with one broken line are one failure. */
  private failed(failuresBefore: number): void {
    if (this.failures !== failuresBefore) return;
    this.failures += 1;
    const pause = Math.min(this.longestPauseMs, this.firstPauseMs * 2 ** Math.min(this.failures - 1, 20));
    this.restsUntil = this.clock.now().getTime() + pause / 2 + this.random.below(Math.floor(pause / 2) + 1);
  }
}

async function endsWithin(work: Promise<void>, limitMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const limit = setTimeout(() => resolve(false), limitMs);
  try {
    return await Promise.race([work.then(() => true), promise]);
  } finally {
    clearTimeout(limit);
  }
}
