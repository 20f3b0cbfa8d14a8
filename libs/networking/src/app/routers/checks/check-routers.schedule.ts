import { Injectable } from '@nestjs/common';
import { JobQueue, type JobOptions, ScheduledJob } from '@demarc/jobs';
import { Database, EVERYTHING } from '@demarc/persistence';
import { ROUTER_CHECKS } from '../../../domain/router-check.js';
import { RunRouterChecks } from './run-router-checks.job.js';

/** Every router is looked at again each half hour, whoever touched it meanwhile. */
@Injectable()
export class CheckRouters extends ScheduledJob {
  readonly name = 'networking.check-routers';
  readonly cron = '7,37 * * * *';
  override readonly options: JobOptions = { retryLimit: 0, retryDelaySeconds: 1, expireSeconds: 120, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
  ) {
    super();
  }

  async run(): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const routers = await sql.query<{ id: string }>('SELECT id FROM networking.router WHERE active ORDER BY id');
      for (const { id } of routers)
        await this.jobs.enqueue(
          sql,
          RunRouterChecks,
          { routerId: id, kinds: ROUTER_CHECKS, by: 'schedule' },
          { singletonKey: id, priority: -1 },
        );
    });
  }
}
