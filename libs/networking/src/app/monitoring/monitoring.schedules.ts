import { Injectable } from '@nestjs/common';
import { Operators } from '@demarc/crm';
import { Job, type JobContext, type JobOptions, ScheduledJob } from '@demarc/jobs';
import { addDays, Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { DevicePoller } from './device-poller.js';
import { Partitions } from '../sessions/partitions.js';

@Injectable()
export class PollDevices extends ScheduledJob {
  readonly name = 'networking.poll-devices';
  readonly cron = '* * * * *';
  override readonly options: JobOptions = { retryLimit: 0, retryDelaySeconds: 1, expireSeconds: 180, concurrency: 1 };

  constructor(private readonly poller: DevicePoller) {
    super();
  }

  async run(_: Record<string, never>, { signal }: JobContext): Promise<void> {
    await this.poller.pollDue(signal);
  }
}

@Injectable()
export class PollDeviceNow extends Job<{ readonly deviceId: string }> {
  readonly name = 'networking.poll-device-now';
  override readonly options: JobOptions = { retryLimit: 0, retryDelaySeconds: 1, expireSeconds: 60, concurrency: 4 };

  constructor(private readonly poller: DevicePoller) {
    super();
  }

  async run({ deviceId }: { readonly deviceId: string }, { signal }: JobContext): Promise<void> {
    await this.poller.pollDue(signal, deviceId);
  }
}

/** Longer than the longest statement may take: nothing is committed later with a time before it. */
const LAG_MS = 90_000;

/** Adds new samples to hours and days, each stretch of time once, with the mark of how far it went. */
@Injectable()
export class RollUpMetrics extends ScheduledJob {
  readonly name = 'networking.roll-up-metrics';
  readonly cron = '2-59/5 * * * *';
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
      await sql.execute(
        `INSERT INTO networking.metric_watermark (rolled_to) SELECT coalesce(min(at), $1) FROM networking.metric_sample ON CONFLICT DO NOTHING`,
        [to],
      );
      const mark = await sql.first<{ rolled_to: Date }>('SELECT rolled_to FROM networking.metric_watermark FOR UPDATE');
      if (!mark || mark.rolled_to >= to) return;
      await this.partitions.ensureBetween(sql, 'metric_hour', mark.rolled_to, to);
      await sql.execute(HOURS, [mark.rolled_to, to]);
      await sql.execute(DAYS, [mark.rolled_to, to, zone]);
      await sql.execute('UPDATE networking.metric_watermark SET rolled_to = $1', [to]);
    });
  }
}

const ADDED = `lowest = least(kept.lowest, excluded.lowest), highest = greatest(kept.highest, excluded.highest),
  total = kept.total + excluded.total, samples = kept.samples + excluded.samples`;

const HOURS = `
  INSERT INTO networking.metric_hour AS kept (series, hour, lowest, highest, total, samples)
  SELECT series, date_trunc('hour', at, 'UTC'), min(value), max(value), sum(value), count(*) FROM networking.metric_sample
   WHERE at >= $1 AND at < $2 GROUP BY 1, 2
  ON CONFLICT (series, hour) DO UPDATE SET ${ADDED}`;

const DAYS = `
  INSERT INTO networking.metric_day AS kept (series, day, lowest, highest, total, samples)
  SELECT series, (at AT TIME ZONE $3)::date, min(value), max(value), sum(value), count(*) FROM networking.metric_sample
   WHERE at >= $1 AND at < $2 GROUP BY 1, 2
  ON CONFLICT (series, day) DO UPDATE SET ${ADDED}`;

/** Days that samples and hours are kept; days stay. */
export const METRIC_DAYS = { metric_sample: 7, metric_hour: 100 } as const;

@Injectable()
export class DropOldMetrics extends ScheduledJob {
  readonly name = 'networking.drop-old-metrics';
  readonly cron = '25 3 * * *';
  override readonly options: JobOptions = { retryLimit: 2, retryDelaySeconds: 60, expireSeconds: 600, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    const today = this.clock.todayIn('UTC');
    for (const [target, days] of Object.entries(METRIC_DAYS))
      await this.database.write(EVERYTHING, ({ sql }) =>
        sql.query('SELECT networking.drop_partitions($1, $2)', [target, addDays(today, -days)]),
      );
  }
}
