import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { Job, type JobContext, type JobOptions } from '@demarc/jobs';
import { Database, EVERYTHING } from '@demarc/persistence';
import { AccessDecider } from './access-decider.js';
import { AccessReconciler } from '../convergence/access-reconciler.js';

const BATCH = 200;

/** After a policy has changed: opens what was closed for want of one, and brings the sessions of the plan to it. */
@Injectable()
export class RecheckAccess extends Job<{ readonly planId: string }> {
  readonly name = 'networking.recheck-access';
  override readonly options: JobOptions = { retryLimit: 5, retryDelaySeconds: 5, expireSeconds: 900, concurrency: 1 };

  constructor(
    private readonly acts: Acts,
    private readonly database: Database,
    private readonly decider: AccessDecider,
    private readonly reconciler: AccessReconciler,
  ) {
    super();
  }

  async run({ planId }: { readonly planId: string }, { signal }: JobContext): Promise<void> {
    const ids = await this.database.read(EVERYTHING, (sql) =>
      sql.query<{ id: string }>(
        `SELECT service_id AS id FROM networking.access WHERE plan_id = $1 AND live AND desired_reason IN ('no_policy', 'quota')`,
        [planId],
      ),
    );
    for (let at = 0; at < ids.length; at += BATCH) {
      const batch = ids.slice(at, at + BATCH).map((row) => row.id);
      await this.acts.perform({ actor: systemActor(this.name), requestId: planId }, this.name, (act) =>
        this.decider.decideForServices(act, batch, {
          name: 'policy',
          eventId: null,
          at: act.at,
          paymentId: null,
          isBraked: true,
        }),
      );
    }
    await this.reconciler.reconcile(signal);
  }
}
