import type { AuthEvent, AuthLog, FaultReporter } from './sinks.js';

const BATCH = 1000;
const PENDING_LIMIT = 20_000;
const WRITES_AT_ONCE = 2;

/** Collects outcomes for the log. A slow log costs its own lines, the oldest first, and never a login. */
export class AuthLogBuffer {
  private pending: AuthEvent[] = [];
  private writing = 0;
  private timer: NodeJS.Timeout | undefined;
  lost = 0;

  constructor(
    private readonly log: AuthLog,
    private readonly everyMs: number,
    private readonly fault: FaultReporter,
  ) {}

  add(event: AuthEvent): void {
    this.pending.push(event);
    if (this.pending.length >= BATCH) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), this.everyMs);
    if (this.pending.length > PENDING_LIMIT) this.lost += this.pending.splice(0, BATCH).length;
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.pending.length === 0 || this.writing >= WRITES_AT_ONCE) return;
    const batch = this.pending;
    this.pending = [];
    void this.write(batch);
  }

  /** Writes what is left and waits for it. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.pending;
    this.pending = [];
    if (batch.length > 0) await this.write(batch);
  }

  private async write(batch: readonly AuthEvent[]): Promise<void> {
    this.writing += 1;
    try {
      await this.log.write(batch);
    } catch (error) {
      this.lost += batch.length;
      this.fault('auth log', error);
    }
    this.writing -= 1;
    if (this.pending.length > 0) this.timer ??= setTimeout(() => this.flush(), this.everyMs);
  }
}
