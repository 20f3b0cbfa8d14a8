import { Injectable } from '@nestjs/common';
import { type JobOptions, ScheduledJob } from '@demarc/jobs';
import { addDays, addMonths, Clock, localDate, type LocalDate } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import { type Partitioned, PARTITIONED, Partitions } from './partitions.js';
import { readRetention } from './retention.js';
import { usageMarks } from './usage-marks.js';

/** Made ahead, so that a worker that stands still for days keeps nobody from writing. */
const AHEAD_DAYS = 7;

/**
 * Makes the partitions of the coming days, and drops what is past its time: whole partitions, never rows. Usage that was not carried
 * on to the next tier yet is not past its time, however old it is.
 */
@Injectable()
export class DropOldRecords extends ScheduledJob {
  readonly name = 'networking.drop-old-records';
  readonly cron = '20 3 * * *';
  override readonly options: JobOptions = { retryLimit: 2, retryDelaySeconds: 60, expireSeconds: 600, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly partitions: Partitions,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    const ahead = new Date(now.getTime() + AHEAD_DAYS * 86_400_000);
    for (const target of PARTITIONED)
      await this.database.write(EVERYTHING, ({ sql }) => this.partitions.ensureBetween(sql, target, now, ahead));
    const before = await this.database.read(EVERYTHING, (sql) => this.limits(sql));
    for (const target of PARTITIONED)
      await this.database.write(EVERYTHING, ({ sql }) =>
        sql.query('SELECT networking.drop_partitions($1, $2)', [target, before[target]]),
      );
  }

  private async limits(sql: Sql): Promise<Record<Partitioned, LocalDate>> {
    const today = this.clock.todayIn('UTC');
    const kept = await readRetention(sql);
    const marks = await usageMarks(sql);
    const years = addMonths(today, -kept.dayMonths);
    return {
      usage_raw: earlier(addDays(today, -kept.rawDays), marks.hours),
      usage_hours: earlier(addDays(today, -kept.hourDays), marks.days),
      usage_days: years,
      usage_groups: years,
      session_closed: addDays(today, -kept.sessionDays),
      radius_log: addDays(today, -kept.loginDays),
      cgnat_block: addDays(today, -kept.sessionDays),
    };
  }
}

/** Without a mark nothing was carried on, so nothing goes. */
function earlier(day: LocalDate, mark: Date | null): LocalDate {
  const marked = localDate((mark ?? new Date(0)).toISOString().slice(0, 10));
  return marked < day ? marked : day;
}
