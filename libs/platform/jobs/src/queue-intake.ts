import type { Logger } from '@nestjs/common';
import type { Job as WaitingJob, PgBoss } from 'pg-boss';
import { together } from '@demarc/persistence';
import type { Job } from './job.js';

/** A single announcement is answered at once; those that follow it closely gather, and so do jobs that have ended. */
const GATHER_MS = 50;
const AFTER_FAULT_MS = 1_000;

interface FailedRun {
  readonly id: string;
  readonly retryCount: number;
  readonly message: string;
}

/**
 * One queue of this worker: takes as many jobs as may run, tops them up as they end, and completes the ended ones together.
 * Asking the database costs more than most jobs, so it is asked when something was announced and not before, and seldom in a
 * row unless it answers that more waits. A slow job holds up nothing but its own place. How a job ended is told until the
 * database has heard it: what failed because the database went away is tried again as soon as it is back, not when it expires.
 */
export class QueueIntake {
  private readonly places = new Map<Promise<void>, AbortController>();
  private readonly most: number;
  private ended: string[] = [];
  private failed: FailedRun[] = [];
  private isAnnounced = false;
  private isBehind = false;
  private isStopped = false;
  private nextMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private exchange: Promise<unknown> | undefined;

  constructor(
    private readonly boss: PgBoss,
    private readonly job: Job<object>,
    private readonly log: Logger,
  ) {
    this.most = job.options.concurrency;
  }

  /** Something waits, or may wait. */
  announce(): void {
    this.isAnnounced = true;
    this.arrange();
  }

  /** Takes nothing more, and lets what runs end within the limit; what does not is told to, and tried again later. */
  async stop(limitMs: number): Promise<void> {
    this.isStopped = true;
    await this.exchange;
    const late = setTimeout(() => {
      for (const place of this.places.values()) place.abort(new Error('The worker has stopped.'));
    }, limitMs);
    await Promise.all(this.places.keys());
    clearTimeout(late);
    clearTimeout(this.timer);
    await this.exchange;
    await this.report().catch((error: unknown) =>
      this.log.error(
        { err: error, job: this.job.name },
        'how jobs ended was not noted; they are tried again when they expire',
      ),
    );
  }

  private get free(): number {
    return this.most - this.places.size;
  }

  private arrange(): void {
    const mayTake = this.isAnnounced && !this.isStopped && this.free > 0;
    if (this.exchange || !(mayTake || this.ended.length > 0 || this.failed.length > 0)) return;
    if (mayTake && this.isBehind && this.free * 2 >= this.most) this.begin();
    else this.timer ??= setTimeout(() => this.begin(), Math.max(0, this.nextMs - performance.now()));
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.nextMs = performance.now() + GATHER_MS;
    this.exchange = together(this.report(), this.take())
      .catch((error: unknown) => {
        this.log.error({ err: error, job: this.job.name }, 'the job queue does not answer');
        this.nextMs = performance.now() + AFTER_FAULT_MS;
      })
      .finally(() => {
        this.exchange = undefined;
        this.arrange();
      });
  }

  private async report(): Promise<void> {
    await together(this.complete(), ...this.failed.splice(0).map((run) => this.fail(run)));
  }

  private async fail(run: FailedRun): Promise<void> {
    const { id, retryCount, message } = run;
    try {
      await this.boss.fail(this.job.name, { id, retryCount }, { message });
    } catch (error) {
      this.failed.push(run);
      throw error;
    }
  }

  /** By their ids: completing each with a result of its own reads every job that the queue still keeps. */
  private async complete(): Promise<void> {
    const ended = this.ended;
    if (ended.length === 0) return;
    this.ended = [];
    try {
      await this.boss.complete(this.job.name, ended);
    } catch (error) {
      this.ended.push(...ended);
      throw error;
    }
  }

  private async take(): Promise<void> {
    const wanted = this.free;
    if (!this.isAnnounced || this.isStopped || wanted === 0) return;
    this.isAnnounced = false;
    try {
      const items = await this.boss.fetch<object>(this.job.name, { batchSize: wanted });
      this.isBehind = items.length === wanted;
      if (this.isBehind) this.isAnnounced = true;
      for (const item of items) this.place(item);
    } catch (error) {
      this.isAnnounced = true;
      throw error;
    }
  }

  private place(item: WaitingJob<object>): void {
    const ending = new AbortController();
    const running = this.run(item, ending).finally(() => {
      this.places.delete(running);
      this.arrange();
    });
    this.places.set(running, ending);
  }

  private async run(
    { id, data, retryCount, expireInSeconds }: WaitingJob<object>,
    ending: AbortController,
  ): Promise<void> {
    const { signal } = ending;
    const overdue = new Error(`It ran longer than ${expireInSeconds} s.`);
    const limit = setTimeout(() => ending.abort(overdue), expireInSeconds * 1000);
    try {
      await Promise.race([this.job.run(data, { jobId: id, retryCount, signal }), rejectionBy(signal)]);
      this.ended.push(id);
    } catch (error) {
      this.log.warn({ err: error, job: this.job.name, jobId: id, retryCount }, 'a job failed');
      const message = error instanceof Error ? error.message : String(error);
      this.failed.push({ id, retryCount, message });
    } finally {
      clearTimeout(limit);
    }
  }
}

function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
