import { Injectable } from '@nestjs/common';
import { DEFAULT_JOB, ScheduledJob } from '@demarc/jobs';
import { AttemptLimits } from './attempt-limits.js';

/** Drops counters of tries that no limit looks at any more. */
@Injectable()
export class ForgetOldAttempts extends ScheduledJob {
  readonly name = 'identity.forget-old-attempts';
  readonly cron = '17 * * * *';
  override readonly options = { ...DEFAULT_JOB, concurrency: 1, retryLimit: 1 };

  constructor(private readonly limits: AttemptLimits) {
    super();
  }

  async run(): Promise<void> {
    await this.limits.forgetOld();
  }
}
