import type { AuthLog, AuthLogLine, FaultReporter } from './sinks.js';

const BATCH = 1000;
/** More in one go would keep the loop from its answers. */
const MOST_AT_ONCE = 4000;
const PENDING_LIMIT = 20_000;

/**
 * Collects outcomes for the log, and writes one batch after another. A slow log costs its own lines, the oldest first, and never a
 * login.
 */
export class AuthLogBuffer {
  private pending: AuthLogLine[] = [];
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  lost = 0;

  constructor(
    private readonly log: AuthLog,
    private readonly everyMs: number,
    private readonly fault: FaultReporter,
  ) {}

  add(line: AuthLogLine): void {
    this.pending.push(line);
    this.writeSoon();
    if (this.pending.length > PENDING_LIMIT) this.lost += this.pending.splice(0, BATCH).length;
  }

  /** Writes what is left and waits for it. */
  async close(): Promise<void> {
    await this.writing;
    while (this.pending.length > 0) await this.write();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private writeSoon(): void {
    if (this.writing || this.pending.length === 0) return;
    if (this.pending.length < BATCH) this.timer ??= setTimeout(() => this.begin(), this.everyMs);
    else this.begin();
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
      this.writeSoon();
    });
  }

  private async write(): Promise<void> {
    const batch = this.pending.splice(0, MOST_AT_ONCE);
    try {
      await this.log.write(batch);
    } catch (error) {
      this.lost += batch.length;
      this.fault('auth log', error);
    }
  }
}
