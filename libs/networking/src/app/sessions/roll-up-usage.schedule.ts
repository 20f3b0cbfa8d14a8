import { Injectable } from '@nestjs/common';
import { Operators } from '@demarc/crm';
import { type JobOptions, ScheduledJob } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { Partitions } from './partitions.js';

/** Longer than the longest statement may take: nothing is committed later with a time before it. */
const LAG_MS = 90_000;

/**
 * Adds new usage to hours and days. Each stretch of time is added once, in the same transaction as the mark that says how
 * far it went; a day is the operator's own.
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
      await sql.execute(
        `INSERT INTO networking.usage_watermark (name, rolled_to)
         SELECT 'usage', coalesce(min(at), $1) FROM networking.usage_raw ON CONFLICT DO NOTHING`,
        [to],
      );
      const mark = await sql.first<{ rolled_to: Date }>(
        `SELECT rolled_to FROM networking.usage_watermark WHERE name = 'usage' FOR UPDATE`,
      );
      if (!mark || mark.rolled_to >= to) return;
      await this.partitions.ensure(sql, 'usage_hour', to);
      await sql.execute(HOURS, [mark.rolled_to, to]);
      await sql.execute(DAYS, [mark.rolled_to, to, zone]);
      await sql.execute(`UPDATE networking.usage_watermark SET rolled_to = $1 WHERE name = 'usage'`, [to]);
    });
  }
}

const SUMS =
  'sum(download_octets) AS download_octets, sum(upload_octets) AS upload_octets, least(sum(seconds), 2147483647)::int AS seconds';
const ADDED = `customer_id = excluded.customer_id, partner_id = excluded.partner_id, download_octets = kept.download_octets + excluded.download_octets,
  upload_octets = kept.upload_octets + excluded.upload_octets, seconds = least(kept.seconds::bigint + excluded.seconds, 2147483647)::int`;

const HOURS = `
  INSERT INTO networking.usage_hour AS kept (service_id, hour, customer_id, partner_id, download_octets, upload_octets, seconds)
  SELECT service_id, date_trunc('hour', at, 'UTC'), customer_id, partner_id, ${SUMS} FROM networking.usage_raw WHERE at >= $1 AND at < $2
   GROUP BY service_id, date_trunc('hour', at, 'UTC'), customer_id, partner_id
  ON CONFLICT (service_id, hour) DO UPDATE SET ${ADDED}`;

const DAYS = `
  INSERT INTO networking.usage_day AS kept (service_id, day, customer_id, partner_id, download_octets, upload_octets, seconds)
  SELECT service_id, (at AT TIME ZONE $3)::date, customer_id, partner_id, ${SUMS} FROM networking.usage_raw WHERE at >= $1 AND at < $2
   GROUP BY service_id, (at AT TIME ZONE $3)::date, customer_id, partner_id
  ON CONFLICT (service_id, day) DO UPDATE SET ${ADDED}`;
