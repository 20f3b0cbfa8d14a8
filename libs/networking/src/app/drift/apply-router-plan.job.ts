import { Injectable } from '@nestjs/common';
import { Job, type JobOptions, JobQueue } from '@demarc/jobs';
import { Database, EVERYTHING } from '@demarc/persistence';
import { PlanRunner } from './plan-runner.js';

/** Carries an approved plan out; asked twice at once, one does it and the other leaves. */
@Injectable()
export class ApplyRouterPlan extends Job<{ readonly planId: string }> {
  readonly name = 'networking.apply-router-plan';
  override readonly options: JobOptions = {
    retryLimit: 3,
    retryDelaySeconds: 5,
    expireSeconds: 3_600,
    concurrency: 16,
  };

  constructor(
    private readonly runner: PlanRunner,
    private readonly queue: JobQueue,
    private readonly database: Database,
  ) {
    super();
  }

  async run({ planId }: { readonly planId: string }): Promise<void> {
    const again = await this.runner.run(planId);
    if (again)
      await this.database.write(EVERYTHING, ({ sql }) =>
        this.queue.enqueue(sql, ApplyRouterPlan, { planId }, { startAfter: again }),
      );
  }
}
