import { Injectable } from '@nestjs/common';
import { Operators } from '@demarc/crm';
import { type JobOptions, ScheduledJob } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { Partitions } from './partitions.js';
import { ROLL_UP } from './usage-statements.js';
import { lockUsageMarks, moveUsageMark } from './usage-marks.js';

/** Longer than the longest statement may take: nothing is committed later with a time before it. */
const LAG_MS = 90_000;
const DAY_MS = 86_400_000;
/** What is older is not spread any further back: it counts on the first day that it can. */
const FURTHEST_BACK_MS = 8 * DAY_MS;

const FIRST_USED = `SELECT min(at - make_interval(secs => late_seconds) - make_interval(secs => seconds)) AS at
  FROM networking.usage_raw WHERE at >= $1 AND at < $2`;

/**
 * Adds new usage to the hours in which it was used, of services, plans and routers. Each stretch of time is added once, in the same
 * transaction as the mark that says how far it went.
 */
@Injectable()
export class RollUpUsage extends ScheduledJob {
  readonly name = 'networking.roll-up-usage';
  readonly cron = '*/5 * * * *';
  override readonly options: JobOptions = { retryLimit: 0, retryDelaySeconds: 1, expireSeconds: 600, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly partitions: Partitions,
    private readonly operators: Operators,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    const to = new Date(this.clock.now().getTime() - LAG_MS);
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const zone = (await this.operators.find(sql))?.timeZone ?? 'UTC';
      const marks = await lockUsageMarks(sql, to);
      if (marks.hours >= to) return;
      const furthest = new Date(Math.max(marks.hours.getTime() - FURTHEST_BACK_MS, marks.days.getTime()));
      const first = await sql.first<{ at: Date | null }>(FIRST_USED, [marks.hours, to]);
      if (first?.at) {
        const earliest = Math.max(first.at.getTime(), furthest.getTime()) - DAY_MS;
        for (const target of ['usage_hours', 'usage_groups'] as const)
          await this.partitions.ensureBetween(sql, target, new Date(earliest), to);
      }
      await sql.execute(ROLL_UP, [marks.hours, to, zone, furthest]);
      await moveUsageMark(sql, 'hours', to);
    });
  }
}
