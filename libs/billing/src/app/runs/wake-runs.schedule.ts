import { Injectable } from '@nestjs/common';
import { JobQueue, ScheduledJob } from '@demarc/jobs';
import { Database, EVERYTHING } from '@demarc/persistence';
import type { BillingRunId } from '../../ids.js';
import { IssueRunJob } from './issue-run.job.js';
import { PreviewRunJob } from './preview-run.job.js';

/** A run whose worker died goes on with the next worker's start, or within the minute by another one; not when its job expires. */
@Injectable()
export class WakeRuns extends ScheduledJob {
  readonly name = 'billing.wake-runs';
  readonly cron = '* * * * *';
  override readonly atStart = true;

  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {
    super();
  }

  async run(): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const runs = await sql.query<{ id: BillingRunId; status: string }>(
        `SELECT id, status FROM billing.billing_run WHERE status IN ('previewing', 'issuing')`,
      );
      for (const { id, status } of runs) {
        await this.queue.enqueue(
          sql,
          status === 'issuing' ? IssueRunJob : PreviewRunJob,
          { runId: id },
          { singletonKey: id },
        );
      }
    });
  }
}
