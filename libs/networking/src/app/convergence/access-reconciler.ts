import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { AccessConverger } from './access-converger.js';
import { AccessDecider } from '../access/access-decider.js';
import { WRITES_ROWS } from '../drift/rows-written.js';

const MOST_A_ROUND = 2_000;
const AT_ONCE = 16;
const DECIDED_AT_ONCE = 100;
/** Sessions that went on are heard of once in some minutes, so that all of them need not be compared more often. */
const ALL_SESSIONS_MS = 5 * 60_000;
/** In each round: a login that was answered by a server that had not heard of the change yet. */
const BEGAN_LATELY_MS = 15 * 60_000;

/** Looks for what is not as desired and repairs it: what was missed, what drifted, and days that have come. */
@Injectable()
export class AccessReconciler {
  private allComparedMs = 0;

  constructor(
    private readonly database: Database,
    private readonly acts: Acts,
    private readonly clock: Clock,
    private readonly operators: Operators,
    private readonly decider: AccessDecider,
    private readonly converger: AccessConverger,
  ) {}

  async reconcile(signal?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const isAllDue = now.getTime() - this.allComparedMs >= ALL_SESSIONS_MS;
    const beganSince = isAllDue ? null : new Date(now.getTime() - BEGAN_LATELY_MS);
    const waiting = await this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.execute(STALE_SESSIONS, [now, beganSince]);
      await sql.execute(NOBODY_ONLINE, [now]);
      await sql.execute(ONE_OF_EACH_SILENT, [now]);
      return sql.query<{ id: string }>(
        `SELECT service_id AS id FROM networking.access WHERE converged_version < desired_version AND next_attempt_at <= $1
           AND (converging_until IS NULL OR converging_until <= $1) ORDER BY next_attempt_at LIMIT ${MOST_A_ROUND}`,
        [now],
      );
    });
    if (isAllDue) this.allComparedMs = now.getTime();
    const tried = waiting.map((row) => row.id);
    await this.each(tried, signal);
    await this.each(await this.freedBy(tried, now), signal);
  }

  /** What was put off because a router was silent, once one of its accesses has had an answer. */
  private async freedBy(tried: readonly string[], now: Date): Promise<string[]> {
    if (tried.length === 0) return [];
    const freed = await this.database.write(EVERYTHING, ({ sql }) =>
      sql.query<{ id: string }>(NOW_THAT_IT_ANSWERS, [now, tried]),
    );
    return freed.map((row) => row.id);
  }

  /** Services whose first day has come. The end of a service is told by billing. */
  async lookAtDays(signal?: AbortSignal): Promise<void> {
    const rows = await this.database.read(EVERYTHING, async (sql) => {
      const { timeZone } = await this.operators.settings(sql);
      return sql.query<{ id: string }>(FIRST_DAY_HAS_COME, [this.clock.todayIn(timeZone)]);
    });
    for (let at = 0; at < rows.length && signal?.aborted !== true; at += DECIDED_AT_ONCE) {
      const batch = rows.slice(at, at + DECIDED_AT_ONCE).map((row) => row.id);
      await this.acts.perform(
        { actor: systemActor('networking.reconcile-access'), requestId: 'days' },
        'networking.lookAtDays',
        (act) =>
          this.decider.decideForServices(act, batch, {
            name: 'day',
            eventId: null,
            at: act.at,
            paymentId: null,
            isBraked: true,
          }),
      );
    }
  }

  private async each(ids: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    const queue = [...ids];
    const work = async (): Promise<void> => {
      for (let id = queue.shift(); id !== undefined && signal?.aborted !== true; id = queue.shift())
        await this.converger.converge(id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
}

/** Who has yet to wait keeps nobody from being looked at, however many they are. */
const FIRST_DAY_HAS_COME = `
  SELECT access.service_id AS id FROM networking.access access JOIN billing.service service ON service.id = access.service_id
   WHERE access.live AND access.desired = 'closed' AND access.desired_reason = 'not_started'
     AND coalesce(service.activates_on, service.starts_on) <= $1 LIMIT ${MOST_A_ROUND}`;

/**
 * An answer that came after the state was reached shows a session that runs on what was before: the router is told again.
 * Of all sessions, or of those that began since $2.
 */
const STALE_SESSIONS = `
  UPDATE networking.access SET converged_version = desired_version - 1, next_attempt_at = $1
   WHERE converged_version = desired_version AND service_id IN (
     SELECT session.service_id FROM networking.session_open session JOIN networking.access held ON held.service_id = session.service_id
      WHERE ($2::timestamptz IS NULL OR session.started_at > $2) AND session.updated_at > held.converged_at
        AND (session.policy_version < held.desired_version OR (session.policy_version IS NULL AND held.desired <> 'open')))`;

/** With nobody online there is nothing to tell: the next login brings it; unless a router has rows of the service from us. */
const NOBODY_ONLINE = `
  UPDATE networking.access SET converged_version = desired_version, converged_at = $1, next_attempt_at = NULL, converge_attempts = 0
   WHERE converged_version < desired_version AND next_attempt_at <= $1 AND (converging_until IS NULL OR converging_until <= $1)
     AND NOT EXISTS (SELECT 1 FROM networking.session_open session WHERE session.service_id = access.service_id)
     AND NOT EXISTS (SELECT 1 FROM networking.router kept WHERE kept.id = access.router_id AND kept.active AND ${WRITES_ROWS})`;

/** How the router answered last about what is desired now, and by which way it was asked. */
const LAST_ANSWER = `
  SELECT action.router_id, action.kind = 'api' AS by_api, action.state FROM networking.access_action action
   WHERE action.service_id = access.service_id AND action.desired_version = access.desired_version ORDER BY action.requested_at DESC LIMIT 1`;

const PUT_OFF = `access.converged_version < access.desired_version AND access.next_attempt_at > $1
     AND (access.converging_until IS NULL OR access.converging_until <= $1)`;

/**
 * The pauses of what a silent router missed grow up to an hour. One access of each such router is tried in each round all the same,
 * so that a router that is back is noticed within a minute, and one that is not costs one attempt a minute.
 */
const ONE_OF_EACH_SILENT = `
  UPDATE networking.access SET next_attempt_at = $1 WHERE service_id IN (
    SELECT DISTINCT ON (told.router_id, told.by_api) access.service_id FROM networking.access access CROSS JOIN LATERAL (${LAST_ANSWER}) told
     WHERE ${PUT_OFF} AND told.state = 'unanswered' ORDER BY told.router_id, told.by_api, access.next_attempt_at)`;

const NOW_THAT_IT_ANSWERS = `
  UPDATE networking.access SET next_attempt_at = $1 WHERE service_id IN (
    SELECT access.service_id FROM networking.access access CROSS JOIN LATERAL (${LAST_ANSWER}) told
     WHERE ${PUT_OFF} AND told.state = 'unanswered' AND (told.router_id, told.by_api) IN (
       SELECT heard.router_id, heard.by_api FROM networking.access access CROSS JOIN LATERAL (${LAST_ANSWER}) heard
        WHERE access.service_id = ANY ($2::uuid[]) AND heard.state IN ('acknowledged', 'gone', 'refused'))
     LIMIT ${MOST_A_ROUND})
  RETURNING service_id AS id`;
