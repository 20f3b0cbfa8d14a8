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
 * The first day of a block of ports that was given before $1 and is not past its time: taken back later, or in use by somebody who is
 * still there. That nobody reported its end says nothing once its ports were given anew, or its map is over.
 */
const PORTS_IN_USE = `
  SELECT min(block.opened_at) AS at FROM networking.cgnat_block block JOIN networking.cgnat_map map ON map.id = block.map_id
   WHERE block.opened_at < $1 AND (block.closed_at >= $1 OR (block.closed_at IS NULL AND upper_inf(map.during)
     AND (EXISTS (SELECT 1 FROM networking.session_open session WHERE session.framed_ipv4 = block.inside)
       OR EXISTS (SELECT 1 FROM networking.address_holding held WHERE held.held >>= block.inside AND upper_inf(held.during)))
     AND NOT EXISTS (SELECT 1 FROM networking.cgnat_block anew WHERE anew.map_id = block.map_id AND anew.outside = block.outside
       AND anew.first_port = block.first_port AND anew.opened_at > block.opened_at)))`;

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
    const sessions = addDays(today, -kept.sessionDays);
    const ports = await sql.first<{ at: Date | null }>(PORTS_IN_USE, [sessions]);
    return {
      usage_raw: earlier(addDays(today, -kept.rawDays), marks.hours),
      usage_hours: earlier(addDays(today, -kept.hourDays), marks.days),
      usage_days: years,
      usage_groups: years,
      session_closed: sessions,
      radius_log: addDays(today, -kept.loginDays),
      cgnat_block: ports?.at ? earlier(sessions, ports.at) : sessions,
    };
  }
}

/** Without a mark nothing was carried on, so nothing goes. */
function earlier(day: LocalDate, mark: Date | null): LocalDate {
  const marked = localDate((mark ?? new Date(0)).toISOString().slice(0, 10));
  return marked < day ? marked : day;
}
