import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import { JOBS_SCHEMA } from './boss.js';
import { Job, ScheduledJob } from './job.js';
import { JobRegistry } from './registry.js';

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
    await boss.work<object>(
      job.name,
      { batchSize: 1, localConcurrency: job.options.concurrency, burstWhenBatchFull: true, includeMetadata: true, pollingIntervalSeconds: 2 },
      async ([item]) => {
        if (!item) return;
        try {
          await job.run(item.data, { jobId: item.id, retryCount: item.retryCount, signal: item.signal });
        } catch (error) {
          this.log.warn({ err: error, job: job.name, jobId: item.id, retryCount: item.retryCount }, 'a job failed');
          throw error;
        }
      },
    );
    if (job instanceof ScheduledJob) await boss.schedule(job.name, job.cron, {}, { tz: 'UTC' });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss?.stop({ graceful: true, timeout: 10_000, close: true });
  }
}
