import { Injectable } from '@nestjs/common';
import { type JobOptions, JobQueue, ScheduledJob } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { ApplyRouterPlan } from './apply-router-plan.job.js';
import { CompareRouter } from './compare-router.job.js';

/** Each minute: routers whose comparison is due are compared, and plans that were cut off or waited for their hour go on. */
@Injectable()
export class KeepRouters extends ScheduledJob {
  readonly name = 'networking.keep-routers';
  readonly cron = '* * * * *';
  override readonly options: JobOptions = { retryLimit: 0, retryDelaySeconds: 1, expireSeconds: 60, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const due = await sql.query<{ id: string }>(
        `SELECT router.id FROM networking.router router LEFT JOIN networking.router_comparison compared ON compared.router_id = router.id
          WHERE router.active AND router.vendor = 'mikrotik' AND router.options ? 'api' AND router.api_username IS NOT NULL
            AND (compared.next_at IS NULL OR compared.next_at <= $1) ORDER BY compared.next_at NULLS FIRST LIMIT 1000`,
        [now],
      );
      for (const { id } of due) await this.queue.enqueue(sql, CompareRouter, { routerId: id }, { singletonKey: id });
      const plans = await sql.query<{ id: string }>(
        `SELECT id FROM networking.router_plan WHERE state IN ('approved', 'applying', 'read_back')
          AND (next_attempt_at IS NULL OR next_attempt_at <= $1) AND (worker_until IS NULL OR worker_until <= $1) LIMIT 1000`,
        [now],
      );
      for (const { id } of plans) await this.queue.enqueue(sql, ApplyRouterPlan, { planId: id }, { singletonKey: id });
    });
  }
}
