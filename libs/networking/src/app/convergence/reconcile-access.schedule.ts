import { Injectable } from '@nestjs/common';
import { type JobContext, type JobOptions, ScheduledJob } from '@demarc/jobs';
import { AccessReconciler } from './access-reconciler.js';

@Injectable()
export class ReconcileAccess extends ScheduledJob {
  readonly name = 'networking.reconcile-access';
  readonly cron = '* * * * *';
  override readonly options: JobOptions = { retryLimit: 0, retryDelaySeconds: 1, expireSeconds: 300, concurrency: 1 };

  constructor(private readonly reconciler: AccessReconciler) {
    super();
  }

  async run(_: Record<string, never>, { signal }: JobContext): Promise<void> {
    await this.reconciler.lookAtDays(signal);
    await this.reconciler.reconcile(signal);
  }
}
