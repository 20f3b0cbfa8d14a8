import { Injectable } from '@nestjs/common';
import { type JobOptions, ScheduledJob } from '@demarc/jobs';
import { addDays, Clock, type LocalDate } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';

/** Days that each kind of record is kept. Sessions answer who had an address when, and the days of usage are kept for ever. */
export const KEPT_DAYS = { usage_raw: 14, usage_hour: 90, radius_log: 7, session_closed: 396 } as const;

/** Drops what is past its time, whole partitions at once. */
@Injectable()
export class DropOldRecords extends ScheduledJob {
  readonly name = 'networking.drop-old-records';
  readonly cron = '20 3 * * *';
  override readonly options: JobOptions = { retryLimit: 2, retryDelaySeconds: 60, expireSeconds: 600, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    const today = this.clock.todayIn('UTC');
    for (const [target, days] of Object.entries(KEPT_DAYS)) {
      const before: LocalDate = addDays(today, -days);
      await this.database.write(EVERYTHING, ({ sql }) =>
        sql.query('SELECT networking.drop_partitions($1, $2)', [target, before]),
      );
    }
  }
}
