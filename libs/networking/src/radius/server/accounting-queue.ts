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

/** One is written while the next is made ready. */
const BATCHES_AT_ONCE = 2;

/**
 * Group commit with an adaptive flush: a record goes out at once when nothing is being written, and what arrives
 * during a write leaves with the next. Two batches may be on their way as long as they speak of different sessions, so
 * that of each session everything is written in the order of arrival. Stops are never shed: after them nobody would say
 * how much was used.
 */
export class AccountingQueue {
  private readonly interims = new Fifo<Ranked>();
  private readonly starts = new Fifo<Ranked>();
  private readonly ends = new Fifo<Ranked>();
  private order = 0;
  private isScheduled = false;
  private batches = 0;
  /** Sessions that are being written; while a router's restart is, all of them are. */
  private readonly busy = new Set<string>();
  private isRestarting = false;
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
    this.schedule();
  }

  /** Resolves when everything that was offered has been written or lost. */
  async idle(): Promise<void> {
    if (this.batches === 0 && this.length === 0) return;
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
    if (this.isScheduled || this.batches >= BATCHES_AT_ONCE || this.length === 0) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      const batch = this.take();
      // The first in line has to wait for a batch that is on its way, and that looks again.
      if (batch.length > 0) void this.flush(batch);
    });
  }

  private async flush(batch: readonly Ranked[]): Promise<void> {
    this.batches += 1;
    for (const { record } of batch) this.busy.add(record.sessionKey);
    const kept = await this.write(batch);
    for (const { record } of batch) this.busy.delete(record.sessionKey);
    this.isRestarting = false;
    for (const waiting of batch) this.settle(waiting, kept);
    this.batches -= 1;
    this.schedule();
    if (this.batches === 0 && this.length === 0) for (const resolve of this.idleWaiters.splice(0)) resolve();
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

  /** In the order of arrival, so that a session's start is written before its stop. A router's restart goes alone. */
  private take(): Ranked[] {
    const batch: Ranked[] = [];
    while (batch.length < this.limits.batch && !this.isRestarting) {
      const queue = this.nextQueue();
      const record = queue?.peek()?.record;
      if (!queue || !record || this.busy.has(record.sessionKey)) break;
      if (isRestart(record)) {
        if (batch.length > 0 || this.batches > 0) break;
        this.isRestarting = true;
      }
      const next = queue.shift();
      if (next) batch.push(next);
    }
    return batch;
  }

  /** The one that holds what has waited longest. */
  private nextQueue(): Fifo<Ranked> | undefined {
    let first: Fifo<Ranked> | undefined;
    for (const queue of [this.ends, this.starts, this.interims]) {
      const order = queue.peek()?.order;
      if (order !== undefined && order < (first?.peek()?.order ?? Infinity)) first = queue;
    }
    return first;
  }
}

function isRestart({ status }: AccountingRecord): boolean {
  return status === 'nas_on' || status === 'nas_off';
}
