import type { AccountingRecord } from './accounting-record.js';
import { Fifo } from './fifo.js';
import type { AccountingSink, FaultReporter } from './sinks.js';

export interface Waiting {
  readonly record: AccountingRecord;
  /** The record is kept: acknowledge it. */
  readonly kept: () => void;
  /** It was shed or could not be kept: say nothing, and treat its repetition as new. */
  readonly lost: () => void;
}

export interface QueueLimits {
  /** Beyond this many waiting records, interims are shed first, then starts. */
  readonly capacity: number;
  readonly batch: number;
}

interface Ranked extends Waiting {
  readonly order: number;
}

/**
 * Group commit with an adaptive flush: a record goes out at once when nothing is being written, and what arrives
 * during a write leaves with the next. Stops are never shed: after them nobody would say how much was used.
 */
export class AccountingQueue {
  private readonly interims = new Fifo<Ranked>();
  private readonly starts = new Fifo<Ranked>();
  private readonly ends = new Fifo<Ranked>();
  private order = 0;
  private flushing = false;
  private readonly idleWaiters: (() => void)[] = [];
  shed = 0;
  failed = 0;
  kept = 0;

  constructor(
    private readonly sink: AccountingSink,
    private readonly limits: QueueLimits,
    private readonly fault: FaultReporter,
  ) {}

  get length(): number {
    return this.interims.length + this.starts.length + this.ends.length;
  }

  offer(waiting: Waiting): void {
    const queue = this.queueOf(waiting.record);
    if (this.length >= this.limits.capacity && !this.makeRoom(queue)) {
      this.shed += 1;
      waiting.lost();
      return;
    }
    this.order += 1;
    queue.push({ record: waiting.record, kept: waiting.kept, lost: waiting.lost, order: this.order });
    if (!this.flushing) this.schedule();
  }

  /** Resolves when everything that was offered has been written or lost. */
  async idle(): Promise<void> {
    if (!this.flushing && this.length === 0) return;
    await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  private queueOf({ status }: AccountingRecord): Fifo<Ranked> {
    if (status === 'interim') return this.interims;
    return status === 'start' ? this.starts : this.ends;
  }

  /** The oldest interim goes first, since a later one says the same and more. */
  private makeRoom(wanting: Fifo<Ranked>): boolean {
    const victim = this.interims.shift() ?? (wanting === this.interims ? undefined : this.shedStart(wanting));
    if (!victim) return wanting === this.ends;
    this.shed += 1;
    victim.lost();
    return true;
  }

  private shedStart(wanting: Fifo<Ranked>): Ranked | undefined {
    return wanting === this.ends ? this.starts.shift() : undefined;
  }

  /** After the poll phase, so that all datagrams read in one turn of the loop share the first write. */
  private schedule(): void {
    this.flushing = true;
    setImmediate(() => void this.flush());
  }

  private async flush(): Promise<void> {
    const batch = this.take();
    const kept = await this.write(batch);
    for (const waiting of batch) this.settle(waiting, kept);
    if (this.length > 0) {
      this.schedule();
      return;
    }
    this.flushing = false;
    for (const resolve of this.idleWaiters.splice(0)) resolve();
  }

  private async write(batch: readonly Ranked[]): Promise<boolean> {
    try {
      await this.sink.write(batch.map(({ record }) => record));
      this.kept += batch.length;
      return true;
    } catch (error) {
      this.failed += batch.length;
      this.fault('accounting sink', error);
      return false;
    }
  }

  /** One answer that cannot be sent must not cost the others theirs. */
  private settle(waiting: Ranked, kept: boolean): void {
    try {
      if (kept) waiting.kept();
      else waiting.lost();
    } catch (error) {
      this.fault('accounting answer', error);
    }
  }

  /** In the order of arrival, so that a session's start is written before its stop. */
  private take(): Ranked[] {
    const batch: Ranked[] = [];
    while (batch.length < this.limits.batch) {
      let first: Fifo<Ranked> | undefined;
      for (const queue of [this.ends, this.starts, this.interims]) {
        const order = queue.peek()?.order;
        if (order !== undefined && order < (first?.peek()?.order ?? Infinity)) first = queue;
      }
      const next = first?.shift();
      if (!next) break;
      batch.push(next);
    }
    return batch;
  }
}
