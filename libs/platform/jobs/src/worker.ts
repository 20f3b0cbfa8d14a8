import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type JobWithMetadata as WaitingJob, PgBoss } from 'pg-boss';
import { bossOptions } from './boss.js';
import { Job, ScheduledJob } from './job.js';
import { JobRegistry } from './registry.js';

/**
 * Two lanes, so that a slow job holds up a part of its queue and not all of it. More would each ask the database at every
 * announcement, and most of them in vain.
 */
const MOST_LANES = 2;
/** pg-boss asks again at once only when a batch of more than one came back full. */
const LEAST_BATCH = 2;
const POLL_SECONDS = 2;
const MOST_CONNECTIONS = 8;

/** The doing side, started in the worker role: takes jobs as they are announced and runs each until it succeeds or is parked. */
@Injectable()
export class JobWorker implements OnApplicationShutdown {
  private readonly log = new Logger('jobs');
  private boss: PgBoss | undefined;

  constructor(
    private readonly registry: JobRegistry,
    private readonly connectionString: string,
  ) {}

  async start(): Promise<void> {
    const boss = new PgBoss({ ...bossOptions(this.connectionString, MOST_CONNECTIONS), useListenNotify: true });
    boss.on('error', (error: Error) => this.log.error({ err: error }, 'the job queue reports an error'));
    await boss.start();
    this.boss = boss;
    for (const job of this.registry.all()) await this.serve(boss, job);
  }

  private async serve(boss: PgBoss, job: Job<object>): Promise<void> {
    const lanes = Math.min(MOST_LANES, job.options.concurrency);
    const atOnce = Math.ceil(job.options.concurrency / lanes);
    await boss.work(
      job.name,
      {
        batchSize: Math.max(LEAST_BATCH, atOnce),
        burstWhenBatchFull: true,
        localConcurrency: lanes,
        includeMetadata: true,
        notifyPollingIntervalSeconds: POLL_SECONDS,
        pollingIntervalSeconds: POLL_SECONDS,
      },
      (items: WaitingJob<object>[]) => this.runAll(boss, job, items, atOnce),
    );
    if (job instanceof ScheduledJob) await boss.schedule(job.name, job.cron, {}, { tz: 'UTC' });
  }

  /**
   * In their order, so many at once. Those that fail are said to have failed; all others are completed together when this returns,
   * by their ids: completing each with a result of its own reads every job that the queue still keeps.
   */
  private async runAll(
    boss: PgBoss,
    job: Job<object>,
    items: readonly WaitingJob<object>[],
    atOnce: number,
  ): Promise<void> {
    const waiting = items.values();
    const work = async (): Promise<void> => {
      for (const item of waiting) await this.runOne(boss, job, item);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  private async runOne(boss: PgBoss, job: Job<object>, item: WaitingJob<object>): Promise<void> {
    try {
      await job.run(item.data, { jobId: item.id, retryCount: item.retryCount, signal: item.signal });
    } catch (error) {
      this.log.warn({ err: error, job: job.name, jobId: item.id, retryCount: item.retryCount }, 'a job failed');
      const message = error instanceof Error ? error.message : String(error);
      await boss.fail(job.name, { id: item.id, retryCount: item.retryCount }, { message });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss?.stop({ graceful: true, timeout: 10_000, close: true });
  }
}
