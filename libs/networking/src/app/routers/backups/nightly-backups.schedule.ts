import { Injectable } from '@nestjs/common';
import { Operators } from '@demarc/crm';
import { JobQueue, type JobOptions, ScheduledJob } from '@demarc/jobs';
import { Clock, hourIn } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import { TakeBackup } from './take-backup.job.js';

interface BackupPolicyRow {
  readonly nightly: boolean;
  readonly hour: number;
  readonly keep_days: number;
  readonly keep_at_least: number;
  readonly last_night: string | null;
}

/** At the operator's hour: every router with an account is read, and what is past its time goes. */
@Injectable()
export class NightlyBackups extends ScheduledJob {
  readonly name = 'networking.nightly-backups';
  readonly cron = '11 * * * *';
  override readonly options: JobOptions = { retryLimit: 1, retryDelaySeconds: 60, expireSeconds: 300, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly operators: Operators,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const zone = (await this.operators.find(sql))?.timeZone ?? 'UTC';
      const today = this.clock.todayIn(zone);
      const policy = await sql.first<BackupPolicyRow>(
        'SELECT nightly, hour, keep_days, keep_at_least, last_night::text FROM networking.backup_setting FOR UPDATE',
      );
      if (!policy?.nightly || policy.last_night === today || hourIn(zone, this.clock.now()) < policy.hour) return;
      await sql.execute('UPDATE networking.backup_setting SET last_night = $1', [today]);
      await this.drop(sql, policy);
      const routers = await sql.query<{ id: string }>(
        'SELECT id FROM networking.router WHERE active AND api_password IS NOT NULL ORDER BY id',
      );
      for (const { id } of routers)
        await this.jobs.enqueue(sql, TakeBackup, { routerId: id, kind: 'scheduled', by: 'schedule' }, { priority: -1 });
    });
  }

  private async drop(sql: Sql, { keep_days, keep_at_least }: BackupPolicyRow): Promise<void> {
    const before = new Date(this.clock.now().getTime() - keep_days * 86_400_000);
    await sql.execute(
      `DELETE FROM networking.router_backup WHERE NOT kept AND seen_until < $1 AND id IN (
         SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY router_id ORDER BY taken_at DESC) AS place FROM networking.router_backup) aged
          WHERE place > $2)`,
      [before, keep_at_least],
    );
  }
}
