import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Job, type JobOptions } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { ROUTER_CHECKS, type RouterCheckKind } from '../../../domain/router-check.js';
import { AlertDesk } from '../../monitoring/alert-desk.js';
import { RouterDoors, type RouterDoorRow } from '../router-doors.js';
import { type ProbedCheck, RouterProber } from './router-prober.js';

export interface RouterChecksAsked {
  readonly routerId: string;
  readonly kinds: readonly RouterCheckKind[];
  readonly by: string;
}

/** Looks at one router, the checks side by side, and keeps what was seen. */
@Injectable()
export class RunRouterChecks extends Job<RouterChecksAsked> {
  readonly name = 'networking.run-router-checks';
  override readonly options: JobOptions = { retryLimit: 1, retryDelaySeconds: 2, expireSeconds: 120, concurrency: 8 };

  constructor(
    private readonly doors: RouterDoors,
    private readonly prober: RouterProber,
    private readonly desk: AlertDesk,
    private readonly acts: Acts,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run({ routerId, kinds, by }: RouterChecksAsked): Promise<void> {
    const router = await this.doors.find(routerId);
    if (!router) return;
    const wanted = ROUTER_CHECKS.filter((kind) => kinds.includes(kind));
    const results = await Promise.all(wanted.map((kind) => this.prober.check(kind, router)));
    const call = { actor: systemActor('networking.run-router-checks'), requestId: routerId };
    await this.acts.perform(call, 'networking.runRouterChecks', async (act) => {
      const before = await keep(act, router, results, by, this.clock.now());
      await this.desk.checked(act, router, results, before);
    });
  }
}

async function keep(
  act: Act,
  router: RouterDoorRow,
  results: readonly ProbedCheck[],
  by: string,
  at: Date,
): Promise<ReadonlyMap<string, string>> {
  const before = await act.sql.query<{ kind: string; state: string }>(
    'SELECT kind, state FROM networking.router_check WHERE router_id = $1 FOR UPDATE',
    [router.id],
  );
  await act.sql.execute(
    `INSERT INTO networking.router_check AS kept (router_id, partner_id, kind, state, code, evidence, took_ms, checked_at, since,
       last_passed_at, checked_by)
     SELECT $1, $2, one.kind, one.state, one.code, one.evidence::jsonb, one.took_ms, $3, $3, CASE WHEN one.state = 'passed' THEN $3::timestamptz END, $4
       FROM unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::int[]) AS one (kind, state, code, evidence, took_ms)
     ON CONFLICT (router_id, kind) DO UPDATE SET state = excluded.state, code = excluded.code, evidence = excluded.evidence,
       took_ms = excluded.took_ms, checked_at = excluded.checked_at, checked_by = excluded.checked_by, asked_at = NULL,
       since = CASE WHEN kept.state = excluded.state THEN kept.since ELSE excluded.since END,
       last_passed_at = coalesce(excluded.last_passed_at, kept.last_passed_at)`,
    [
      router.id,
      router.partner_id,
      at,
      by,
      results.map(({ kind }) => kind),
      results.map(({ state }) => state),
      results.map(({ code }) => code),
      results.map(({ evidence }) => JSON.stringify(evidence)),
      results.map(({ tookMs }) => tookMs),
    ],
  );
  return new Map(before.map(({ kind, state }) => [kind, state]));
}
