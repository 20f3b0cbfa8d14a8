import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type JobResult, type JobWithMetadata as WaitingJob, PgBoss } from 'pg-boss';
import { JOBS_SCHEMA } from './boss.js';
import { Job, ScheduledJob } from './job.js';
import { JobRegistry } from './registry.js';

const BATCH = 2;
const POLL_SECONDS = 2;

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
    const boss = new PgBoss({
      connectionString: this.connectionString,
      schema: JOBS_SCHEMA,
      max: 8,
      migrate: false,
      createSchema: false,
      useListenNotify: true,
      application_name: 'demarc jobs',
    });
    boss.on('error', (error: Error) => this.log.error({ err: error }, 'the job queue reports an error'));
    await boss.start();
    this.boss = boss;
    for (const job of this.registry.all()) await this.serve(boss, job);
  }

  private async serve(boss: PgBoss, job: Job<object>): Promise<void> {
    await boss.work(
      job.name,
      {
        // pg-boss asks again at once only when a batch of more than one was full; a queue that is fed faster than that
        // would else wait for the next poll.
        batchSize: BATCH,
        burstWhenBatchFull: true,
        localConcurrency: job.options.concurrency,
        includeMetadata: true,
        perJobResults: true,
        notifyPollingIntervalSeconds: POLL_SECONDS,
        pollingIntervalSeconds: POLL_SECONDS,
      },
      async (items: WaitingJob<object>[]) => {
        const results: JobResult[] = [];
        for (const item of items) results.push(await this.runOne(job, item));
        return results;
      },
    );
    if (job instanceof ScheduledJob) await boss.schedule(job.name, job.cron, {}, { tz: 'UTC' });
  }

  private async runOne(job: Job<object>, item: WaitingJob<object>): Promise<JobResult> {
    try {
      await job.run(item.data, { jobId: item.id, retryCount: item.retryCount, signal: item.signal });
      return { id: item.id, status: 'completed' };
    } catch (error) {
      this.log.warn({ err: error, job: job.name, jobId: item.id, retryCount: item.retryCount }, 'a job failed');
      return {
        id: item.id,
        status: 'failed',
        output: { message: error instanceof Error ? error.message : String(error) },
      };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss?.stop({ graceful: true, timeout: 10_000, close: true });
  }
}
