import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, type Id, notFound } from '@demarc/kernel';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import type { RouterRow } from '../access/access-row.js';
import { ConvergeAccess } from './converge-access.job.js';
import { runningSessions, SessionsInput } from './disconnect-session.js';
import { commandFor, type SessionGoalRow } from './session-goal.js';

/** How the policy comes to a session: by a change in it, by a new login, or when its lease is renewed. */
export type ReapplyWay = 'change' | 'new_login' | 'next_renewal';

export interface Reapplied {
  readonly at: Date;
  readonly sessions: readonly { readonly sessionKey: string; readonly serviceId: string; readonly way: ReapplyWay }[];
}

interface AccessRow extends SessionGoalRow {
  service_id: Id<'Service'>;
  customer_id: Id<'Customer'>;
  partner_id: Id<'Partner'>;
  login: string | null;
}

interface GoalSession {
  key: string;
  service_id: string;
  framed_ipv4: string | null;
  mac: string | null;
  router_id: string;
  vendor: RouterRow['vendor'] | null;
  options: RouterRow['options'] | null;
}

/**
 * Brings the whole policy to sessions once more, as if it had just changed: by CoA, by Disconnect where the router cannot, with the
 * router’s answers on record. For the session that looks right here and is wrong on the router.
 */
@Injectable()
export class ReapplyPolicy extends Command<SessionsInput, Reapplied> {
  readonly rule: CommandRule = {
    name: 'networking.reapplyPolicy',
    sentence: 'Bring the policy to running sessions again',
    permission: NetworkingPermissions['session.disconnect'],
    risk: 'normal',
  };
  readonly input = SessionsInput;

  async handle({ sessionKeys }: SessionsInput, act: Act): Promise<Reapplied> {
    const running = await runningSessions(act.sql, sessionKeys);
    if (running.length === 0) throw notFound('running session');
    const services = [...new Set(running.flatMap(({ service_id }) => service_id ?? []))];
    const accesses = await this.raise(act, services);
    if (accesses.length === 0)
      throw conflict('NOBODYS_SESSION', 'These sessions belong to no service, so no policy holds for them.');
    for (const { service_id, customer_id, partner_id, login } of accesses) {
      act.send(announceAccess(act.sql, service_id));
      act.audit(
        { kind: 'access', id: service_id, customerId: customer_id, partnerId: partner_id },
        `Policy of ${login ?? 'a login'} to be brought to its sessions again`,
      );
      act.enqueue(ConvergeAccess, { serviceId: service_id }, { singletonKey: service_id });
    }
    return { at: act.at, sessions: await this.ways(act, accesses) };
  }

  private raise(act: Act, services: readonly string[]): Promise<AccessRow[]> {
    return act.sql.query<AccessRow>(
      `UPDATE networking.access SET desired_version = desired_version + 1, desired_at = $2, desired_because = NULL, cause = $3, caused_at = $2,
         cause_payment_id = NULL, purpose = CASE WHEN converged_version < desired_version THEN coalesce(purpose, 'change') ELSE 'change' END,
         converge_attempts = 0, next_attempt_at = $2
        WHERE service_id = ANY ($1::uuid[]) AND live
       RETURNING service_id, customer_id, partner_id, login, method, host(ipv4) AS ipv4, router_id, macs::text[] AS macs, desired, desired_version, purpose`,
      [services, act.at, actorLabel(act.actor).name],
    );
  }

  private async ways(act: Act, accesses: readonly AccessRow[]): Promise<Reapplied['sessions']> {
    const sessions = await act.sql.query<GoalSession>(
      `SELECT session.key, session.service_id, host(session.framed_ipv4) AS framed_ipv4, session.mac::text, session.router_id, router.vendor, router.options
         FROM networking.session_open session LEFT JOIN networking.router router ON router.id = session.router_id AND router.active
        WHERE session.service_id = ANY ($1::uuid[]) ORDER BY session.key`,
      [accesses.map(({ service_id }) => service_id)],
    );
    const goals = new Map<string, AccessRow>(accesses.map((access) => [access.service_id, access]));
    return sessions.flatMap(({ key, service_id, vendor, options, ...session }) => {
      const goal = goals.get(service_id);
      if (!goal) return [];
      const router = vendor === null || options === null ? undefined : { vendor, options };
      const { kind } = commandFor(goal, { ...session, policy_version: null }, router);
      return [{ sessionKey: key, serviceId: service_id, way: wayOf(kind) }];
    });
  }
}

function wayOf(kind: ReturnType<typeof commandFor>['kind']): ReapplyWay {
  if (kind === 'wait') return 'next_renewal';
  return kind === 'coa' ? 'change' : 'new_login';
}
