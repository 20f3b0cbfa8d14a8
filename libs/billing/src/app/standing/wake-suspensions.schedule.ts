import { Injectable } from '@nestjs/common';
import { JobQueue, ScheduledJob } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import type { SuspensionBatchId } from '../../ids.js';
import { ApplySuspensionsJob } from './apply-suspensions.job.js';

/** The rest of a list goes on when its pause is over, and a list whose worker died within the minute. */
@Injectable()
export class WakeSuspensions extends ScheduledJob {
  readonly name = 'billing.wake-suspensions';
  readonly cron = '* * * * *';

  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const batches = await sql.query<{ id: SuspensionBatchId }>(
        `SELECT id FROM billing.suspension_batch WHERE status = 'approved' AND (resume_at IS NULL OR resume_at <= $1)`,
        [this.clock.now()],
      );
      for (const { id } of batches)
        await this.queue.enqueue(sql, ApplySuspensionsJob, { batchId: id }, { singletonKey: id });
    });
  }
}
