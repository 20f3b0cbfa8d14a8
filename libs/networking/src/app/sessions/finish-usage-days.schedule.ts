import { Injectable } from '@nestjs/common';
import { Operators } from '@demarc/crm';
import { type JobOptions, ScheduledJob } from '@demarc/jobs';
import { addDays, Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { Partitions } from './partitions.js';
import { lockUsageMarks, moveUsageMark } from './usage-marks.js';
import { FINISH_DAYS } from './usage-statements.js';

/** A record may be a week late (`accounting-record.ts`), and wait for a day when the database is away. */
const OPEN_DAYS = 9;

/** Carries days to which nothing is added any more on to the tier that is kept for years, and writes their hours close together. */
@Injectable()
export class FinishUsageDays extends ScheduledJob {
  readonly name = 'networking.finish-usage-days';
  readonly cron = '10 3 * * *';
  override readonly options: JobOptions = { retryLimit: 2, retryDelaySeconds: 60, expireSeconds: 1200, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly partitions: Partitions,
    private readonly operators: Operators,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    const final = await this.database.write(EVERYTHING, async ({ sql }) => {
      const zone = (await this.operators.find(sql))?.timeZone ?? 'UTC';
      const marks = await lockUsageMarks(sql, this.clock.now());
      const day = addDays(this.clock.todayIn(zone), -OPEN_DAYS);
      const start = await sql.first<{ at: Date }>('SELECT $1::date::timestamp AT TIME ZONE $2 AS at', [day, zone]);
      if (!start || start.at <= marks.days) return marks.days;
      const first = await sql.first<{ at: Date | null }>(
        'SELECT min(day_start) AS at FROM networking.usage_hours WHERE day_start >= $1 AND day_start < $2',
        [marks.days, start.at],
      );
      if (first?.at) {
        // A day of the provider may be another one, and in another year, than that of its instant in UTC.
        const dayMs = 86_400_000;
        await this.partitions.ensureBetween(
          sql,
          'usage_days',
          new Date(first.at.getTime() - dayMs),
          new Date(start.at.getTime() + dayMs),
        );
        await sql.execute(FINISH_DAYS, [first.at, start.at, zone]);
      }
      await moveUsageMark(sql, 'days', start.at);
      return start.at;
    });
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.query('SELECT networking.close_ranks($1)', [final.toISOString().slice(0, 10)]),
    );
  }
}
