import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { Job, type JobContext, JobQueue, type JobOptions, ScheduledJob } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { AccessReconciler } from '../../convergence/access-reconciler.js';
import { PolicyCycle } from './policy-cycle.js';

const ONCE: JobOptions = { retryLimit: 0, retryDelaySeconds: 1, expireSeconds: 300, concurrency: 1 };
/** A minute is as long as the shortest interval of accounting; looked at in quarters, a report waits a fourth of it. */
const QUARTERS_MS = [15_000, 30_000, 45_000] as const;
const MINUTE_MS = 60_000;

/** One look at what was used and what the clock says. */
@Injectable()
export class TurnPolicies extends Job {
  readonly name = 'networking.turn-policies';
  override readonly options = ONCE;

  constructor(
    private readonly acts: Acts,
    private readonly cycle: PolicyCycle,
    private readonly reconciler: AccessReconciler,
  ) {
    super();
  }

  async run(_: Record<string, never>, { jobId, signal }: JobContext): Promise<void> {
    const call = { actor: systemActor(this.name), requestId: jobId };
    await this.acts.perform(call, this.name, (act) => this.cycle.count(act));
    const { isMany } = await this.acts.perform(call, this.name, (act) => this.cycle.turn(act));
    if (isMany) await this.reconciler.reconcile(signal);
  }
}

/** Four looks a minute, and one at the very moment at which an hour or a period begins or ends. */
@Injectable()
export class TurnPoliciesByTheClock extends ScheduledJob {
  readonly name = 'networking.turn-policies-by-the-clock';
  readonly cron = '* * * * *';
  override readonly options = ONCE;

  constructor(
    private readonly turn: TurnPolicies,
    private readonly queue: JobQueue,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(nothing: Record<string, never>, context: JobContext): Promise<void> {
    const now = this.clock.now().getTime();
    await this.turn.run(nothing, context);
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const known = await sql.query<{ at: Date }>(
        `SELECT DISTINCT next_at AS at FROM networking.effective_policy WHERE next_at > $1 AND next_at <= $2 ORDER BY next_at LIMIT 10`,
        [new Date(now), new Date(now + MINUTE_MS)],
      );
      const hasAny = known.length > 0 || (await sql.first('SELECT 1 FROM networking.effective_policy LIMIT 1'));
      if (!hasAny) return;
      const moments = [...QUARTERS_MS.map((later) => new Date(now + later)), ...known.map(({ at }) => at)];
      for (const startAfter of moments) await this.queue.enqueue(sql, TurnPolicies, {}, { startAfter });
    });
  }
}
