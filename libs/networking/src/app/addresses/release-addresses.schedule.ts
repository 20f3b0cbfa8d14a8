import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Accounts, ArchiveService, Services } from '@demarc/billing';
import { CommandBus } from '@demarc/commands';
import { type JobOptions, ScheduledJob } from '@demarc/jobs';
import { Clock, IdSource, Refusal } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { dueReleases } from './due-releases.js';

/**
 * Each night: services that have been disabled for longer than the setting says, of customers who are not active, are archived.
 * Their login and addresses are free then, and the history keeps who had them when.
 */
@Injectable()
export class ReleaseAddresses extends ScheduledJob {
  readonly name = 'networking.release-addresses';
  readonly cron = '40 2 * * *';
  override readonly options: JobOptions = {
    retryLimit: 2,
    retryDelaySeconds: 60,
    expireSeconds: 1_800,
    concurrency: 1,
  };

  constructor(
    private readonly bus: CommandBus,
    private readonly database: Database,
    private readonly services: Services,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {
    super();
  }

  async run(): Promise<void> {
    const due = await this.database.read(EVERYTHING, (sql) =>
      dueReleases(sql, this.services, this.accounts, this.clock.now()),
    );
    const requestId = this.ids.next<'Request'>();
    for (const { serviceId } of due) {
      try {
        await this.bus.run(
          ArchiveService,
          { serviceId, reason: 'Disabled for longer than addresses are kept' },
          { actor: systemActor(this.name), requestId, idempotencyKey: `release:${serviceId}` },
        );
      } catch (error) {
        // Somebody changed it meanwhile, so it is not for the night to decide; the refusal is in the audit log.
        if (!(error instanceof Refusal)) throw error;
      }
    }
  }
}
