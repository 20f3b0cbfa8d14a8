export interface PaceOptions {
  /** Commands in flight at most, and to begin with. */
  readonly most?: number;
  readonly start?: number;
  /** Differences below this say nothing about the router. */
  readonly noiseMs?: number;
}

/** A router at rest answers so many times faster than one that we make work too hard. */
const TOO_SLOW = 3;
/** The baseline forgets slowly, so that a router which became slower for good is not starved for ever. */
const FORGET = 1.01;

/**
 * How many commands one router is given at once. Halves when a round trip takes more than three times the baseline, grows by
 * one after four rounds without; a device that works through commands one by one thus gets about three.
 */
export class AdaptivePace {
  private readonly most: number;
  private readonly noiseMs: number;
  private allowed: number;
  private baseline: number | undefined;
  private good = 0;
  /** Samples of commands that were under way at the last halving; they tell of the time before it. */
  private stale = 0;

  constructor({ most = 8, start = 4, noiseMs = 20 }: PaceOptions = {}) {
    this.most = Math.max(1, most);
    this.noiseMs = noiseMs;
    this.allowed = Math.min(this.most, Math.max(1, start));
  }

  get limit(): number {
    return this.allowed;
  }

  get baselineMs(): number | undefined {
    return this.baseline;
  }

  /** `inFlight`: commands under way when this one was answered. */
  observe(roundTripMs: number, inFlight: number): void {
    const before = this.baseline ?? roundTripMs;
    this.baseline = Math.min(roundTripMs, before * FORGET);
    if (this.stale > 0) this.stale -= 1;
    else if (roundTripMs > Math.max(before * TOO_SLOW, before + this.noiseMs)) this.slowDown(inFlight);
    else this.grow();
  }

  /** Also for whoever sees that the router's processor is busy. */
  slowDown(inFlight = 0): void {
    this.allowed = Math.max(1, Math.floor(this.allowed / 2));
    this.stale = inFlight;
    this.good = 0;
  }

  private grow(): void {
    this.good += 1;
    if (this.good < this.allowed * 4 || this.allowed >= this.most) return;
    this.allowed += 1;
    this.good = 0;
  }
}
