import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { type Id, notFound } from '@demarc/kernel';
import { type Sql, together } from '@demarc/persistence';
import type { DesiredAccess } from '../../domain/desired-access.js';
import type { SessionCommand } from '../../domain/session-command.js';
import { NetworkingPermissions } from '../../permissions.js';
import { IS_HEARD, type RouterRow } from './access-row.js';
import { reached, reachOf } from '../access/reach.js';
import { commandFor, type OpenSessionRow, type SessionGoalRow } from '../convergence/session-goal.js';

export interface AccessChangeQuestion {
  readonly serviceId: Id<'Service'>;
  readonly planId: Id<'Plan'>;
}

export interface PlanSpeed {
  readonly downloadKbps: number;
  readonly uploadKbps: number;
}

export interface AccessChangePreview {
  readonly login: string | null;
  /** The fixed address, which goes over to the new plan. */
  readonly address: string | null;
  /** Null: the plan means nothing on the network. */
  readonly before: PlanSpeed | null;
  readonly after: PlanSpeed | null;
  readonly desired: DesiredAccess['kind'];
  readonly sessions: readonly { readonly router: string; readonly does: SessionCommand['kind'] }[];
}

interface AccessRow extends SessionGoalRow {
  readonly plan_id: string;
  readonly login: string | null;
}

interface SessionRow extends OpenSessionRow, Pick<RouterRow, 'vendor' | 'options'> {
  readonly router_name: string | null;
}

/** What another plan would do to the access of a service and to its running sessions. Null: it has none. */
@Injectable()
export class PreviewAccessChange extends Query<AccessChangeQuestion, AccessChangePreview | null> {
  readonly rule: Rule = {
    name: 'networking.previewAccessChange',
    sentence: 'See what a change of plan would do on the network',
    permission: NetworkingPermissions['access.view'],
  };

  async answer(
    { serviceId, planId }: AccessChangeQuestion,
    { sql, actor }: Asking,
  ): Promise<AccessChangePreview | null> {
    const access = await sql.first<AccessRow>(
      `SELECT plan_id, login, method, host(ipv4) AS ipv4, router_id, macs::text[] AS macs, desired, desired_version, purpose
         FROM networking.access WHERE service_id = $1 AND live AND ${reached('access', 2)}`,
      [serviceId, reachOf(actor)],
    );
    if (!access) return null;
    if (!(await sql.first('SELECT 1 FROM billing.plan WHERE id = $1', [planId]))) throw notFound('plan');
    const [speeds, sessions] = await together(speedsOf(sql, [access.plan_id, planId]), openSessions(sql, serviceId));
    const after = speeds.get(planId) ?? null;
    const goal = goalAfter(access, after !== null);
    return {
      login: access.login,
      address: access.ipv4,
      before: speeds.get(access.plan_id) ?? null,
      after,
      desired: goal.desired,
      sessions: sessions.map((session) => ({
        router: session.router_name ?? '',
        does: commandFor(goal, session, session).kind,
      })),
    };
  }
}

/** A plan without a policy closes access; otherwise it stays as it is, under the next version. */
function goalAfter(access: AccessRow, hasPolicy: boolean): SessionGoalRow {
  const desired = hasPolicy ? access.desired : 'closed';
  const purpose = access.desired === 'open' && hasPolicy ? 'change' : access.purpose;
  return { ...access, desired, purpose, desired_version: access.desired_version + 1 };
}

async function speedsOf(sql: Sql, planIds: readonly string[]): Promise<ReadonlyMap<string, PlanSpeed>> {
  const rows = await sql.query<PlanSpeed & { planId: string }>(
    `SELECT plan_id AS "planId", download_kbps AS "downloadKbps", upload_kbps AS "uploadKbps"
       FROM networking.access_policy WHERE plan_id = ANY ($1::uuid[])`,
    [planIds],
  );
  return new Map(rows.map(({ planId, ...speed }) => [planId, speed]));
}

function openSessions(sql: Sql, serviceId: string): Promise<SessionRow[]> {
  return sql.query<SessionRow>(
    `SELECT session.policy_version, host(session.framed_ipv4) AS framed_ipv4, session.mac::text, session.router_id, router.name AS router_name,
       router.vendor, router.options FROM networking.session_open session
       LEFT JOIN networking.router router ON router.id = session.router_id AND router.active AND ${IS_HEARD}
      WHERE session.service_id = $1 ORDER BY session.key`,
    [serviceId],
  );
}
