import { Injectable } from '@nestjs/common';
import { sealAudit } from '@demarc/audit';
import { DEFAULT_JOB, ScheduledJob } from '@demarc/jobs';
import { Database, EVERYTHING } from '@demarc/persistence';

/** Chains the audit entries of the last minute. */
@Injectable()
export class SealAudit extends ScheduledJob {
  readonly name = 'platform.seal-audit';
  readonly cron = '* * * * *';
  override readonly options = { ...DEFAULT_JOB, concurrency: 1, retryLimit: 1 };

  constructor(private readonly database: Database) {
    super();
  }

  async run(): Promise<void> {
    while ((await this.database.write(EVERYTHING, ({ sql }) => sealAudit(sql))) > 0);
  }
}
