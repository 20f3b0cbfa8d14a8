import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { databaseErrorCode } from '@demarc/persistence';
import type { AccountingRecord, AccountingSink } from '../../radius/index.js';
import { AccountingSpool } from './accounting-spool.js';
import { AccountingStore } from './accounting-store.js';

const DRAIN_EVERY_MS = 5_000;

/** Keeps accounting whatever happens: in the database, or on the disk while the database is away. */
@Injectable()
export class AccountingIntake implements AccountingSink, BeforeApplicationShutdown {
  private readonly log = new Logger('accounting');
  private timer: NodeJS.Timeout | undefined;
  private draining: Promise<void> | undefined;

  constructor(
    private readonly store: AccountingStore,
    private readonly spool: AccountingSpool,
  ) {}

  /** Also takes up what an earlier process left on the disk. */
  start(): void {
    this.timer = setInterval(() => void this.drain(), DRAIN_EVERY_MS);
    this.timer.unref();
    void this.drain();
  }

  async write(batch: readonly AccountingRecord[]): Promise<void> {
    try {
      await this.store.write(batch);
    } catch (error) {
      if (!isOutage(error)) return this.writeApart(batch, error);
      if (this.spool.waiting === 0) this.log.error({ err: error }, 'the database is away; accounting goes to the disk');
      await this.spool.append(batch);
      this.store.note(batch);
    }
  }

  /** The database does not know yet all that was answered. */
  get isBehind(): boolean {
    return this.spool.waiting > 0;
  }

  async drain(): Promise<void> {
    this.draining ??= this.drainOnce().finally(() => {
      this.draining = undefined;
    });
    await this.draining;
  }

  private async drainOnce(): Promise<void> {
    try {
      const drained = await this.spool.drain((batch) => this.keep(batch));
      if (drained > 0) this.log.log({ batches: drained }, 'accounting from the disk is in the database');
    } catch (error) {
      if (!isOutage(error)) this.log.error({ err: error }, 'accounting on the disk could not be taken up');
    }
  }

  private async keep(batch: readonly AccountingRecord[]): Promise<void> {
    try {
      await this.store.catchUp(batch);
    } catch (error) {
      if (isOutage(error)) throw error;
      await this.writeApart(batch, error);
    }
  }

  /** One record that the database refuses must not cost the others theirs: it is found by halves, and left out. */
  private async writeApart(batch: readonly AccountingRecord[], error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length <= 1) {
      this.log.error(
        { err: error, login: first?.login, sessionId: first?.sessionId },
        'an accounting record cannot be kept',
      );
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await this.write(batch.slice(0, middle));
    await this.write(batch.slice(middle));
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.draining;
  }
}

/**
 * Anything but the database's own word on the data: no connection, shutting down (57), out of resources (53), in recovery, or
 * somebody else in the way (40, 55). It passes, so the record waits for it.
 */
function isOutage(error: unknown): boolean {
  const code = databaseErrorCode(error) ?? '';
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|40|53|55|57|58|XX)/.test(code) || code === 'EPIPE' || code === '25006';
}
