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
  /** Why what is on the disk could not be taken up; said once. */
  private heldBy: string | undefined;

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
      if (isRefusal(error)) return this.writeApart(batch, error);
      if (this.spool.waiting === 0)
        this.log.error({ err: error }, 'the database does not answer as it should; accounting goes to the disk');
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
      this.heldBy = undefined;
    } catch (error) {
      const reason = databaseErrorCode(error) ?? String(error);
      if (reason !== this.heldBy) this.log.error({ err: error }, 'accounting waits on the disk');
      this.heldBy = reason;
    }
  }

  private async keep(batch: readonly AccountingRecord[]): Promise<void> {
    try {
      await this.store.catchUp(batch);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.writeApart(batch, error);
    }
  }

  /** One record that the database refuses must not cost the others theirs: it is found by halves, and left out. */
  private async writeApart(batch: readonly AccountingRecord[], error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length <= 1) {
      this.log.error({ err: error, record: first }, 'an accounting record cannot be kept');
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
 * The database's own word on the values of a record: it will be the same tomorrow. Anything else passes or is mended by people (no
 * connection, out of room, somebody in the way, a fault of ours), and the record waits for it.
 */
function isRefusal(error: unknown): boolean {
  return /^2[23][0-9A-Z]{3}$/.test(databaseErrorCode(error) ?? '');
}
