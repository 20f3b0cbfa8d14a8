import type { Clock, RandomSource } from '@demarc/kernel';
import { RouterError } from '../errors.js';

export interface BreakerOptions {
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
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
 * attempt may pass; only its success opens the way for others.
 */
export class RouterBreaker {
  private failures = 0;
  private restsUntil = 0;
  private trying = false;
  private readonly firstPauseMs: number;
  private readonly longestPauseMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly random: RandomSource,
    { firstPauseMs = 1_000, longestPauseMs = 300_000 }: BreakerOptions = {},
  ) {
    this.firstPauseMs = firstPauseMs;
    this.longestPauseMs = longestPauseMs;
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
    const waitMs = this.waitMs;
    if (waitMs > 0 || (this.failures > 0 && this.trying))
      throw new RouterError('ROUTER_RESTING', `The router did not answer; it is asked again later.`, { waitMs });
    this.trying = true;
    const failuresBefore = this.failures;
    try {
      const value = await work();
      this.failures = 0;
      return value;
    } catch (error) {
      if (error instanceof RouterError && FAULTS.has(error.code)) this.failed(failuresBefore);
      else if (error instanceof RouterError && error.code === 'ROUTER_TRAP') this.failures = 0;
      throw error;
    } finally {
      this.trying = false;
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
