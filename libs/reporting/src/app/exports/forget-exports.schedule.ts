import { Injectable } from '@nestjs/common';
import { ScheduledJob } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';

const KEPT_HOURS = 72;
const HOUR = 3_600_000;

/** Files are copies: what they hold is in the books, so they go after three days. */
@Injectable()
export class ForgetExports extends ScheduledJob {
  readonly name = 'reporting.forget-exports';
  readonly cron = '17 2 * * *';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_HOURS * HOUR);
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute('DELETE FROM reporting.export WHERE created_at < $1', [before]),
    );
  }
}
