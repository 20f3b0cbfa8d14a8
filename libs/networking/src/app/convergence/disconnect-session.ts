import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import type { Id } from '@demarc/kernel';
import { notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, Matches } from 'class-validator';
import type { AccessActionId } from '../../domain/ids.js';
import { NetworkingPermissions } from '../../permissions.js';
import { DisconnectByHand } from './disconnect-by-hand.job.js';

const KEY = /^[0-9a-f]{32}$/;
/** What one person asks of routers in one go; more is a plan of its own, with its brake. */
export const MOST_SESSIONS = 200;

@InputType({ description: 'Which session.' })
export class DisconnectSessionInput {
  @Field(() => String, { description: 'The key of the running session.' })
  @Matches(KEY, { message: 'sessionKey is the key of a session' })
  sessionKey: string;
}

@InputType({ description: 'Which sessions, 200 at most.' })
export class SessionsInput {
  @Field(() => [String], { description: 'The keys of running sessions.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SESSIONS, { message: `at most ${MOST_SESSIONS} sessions at once` })
  @ArrayUnique()
  @Matches(KEY, { each: true, message: 'sessionKeys are keys of sessions' })
  sessionKeys: string[];
}

export interface RunningRow {
  key: string;
  service_id: Id<'Service'> | null;
  customer_id: Id<'Customer'> | null;
  partner_id: Id<'Partner'> | null;
  router_id: string;
  login: string | null;
}

export function runningSessions(sql: Sql, keys: readonly string[]): Promise<RunningRow[]> {
  return sql.query<RunningRow>(
    'SELECT key, service_id, customer_id, partner_id, router_id, login FROM networking.session_open WHERE key = ANY ($1::text[]) ORDER BY key',
    [keys],
  );
}

/** Ends a session; the customer’s device logs in anew when it may. The router is told after the commit. */
@Injectable()
export class DisconnectSession extends Command<DisconnectSessionInput, { actionId: AccessActionId }> {
  readonly rule: CommandRule = {
    name: 'networking.disconnectSession',
    sentence: 'End a session by hand',
    permission: NetworkingPermissions['session.disconnect'],
    risk: 'normal',
  };
  readonly input = DisconnectSessionInput;

  async handle({ sessionKey }: DisconnectSessionInput, act: Act): Promise<{ actionId: AccessActionId }> {
    const [actionId] = await order(act, await runningSessions(act.sql, [sessionKey]));
    if (actionId === undefined) throw notFound('running session');
    return { actionId };
  }
}

/** Ends several sessions. What has ended meanwhile is left out; nothing left is refused. */
@Injectable()
export class DisconnectSessions extends Command<SessionsInput, { actionIds: AccessActionId[] }> {
  readonly rule: CommandRule = {
    name: 'networking.disconnectSessions',
    sentence: 'End sessions by hand',
    permission: NetworkingPermissions['session.disconnect'],
    risk: 'normal',
  };
  readonly input = SessionsInput;

  async handle({ sessionKeys }: SessionsInput, act: Act): Promise<{ actionIds: AccessActionId[] }> {
    const actionIds = await order(act, await runningSessions(act.sql, sessionKeys));
    if (actionIds.length === 0) throw notFound('running session');
    return { actionIds };
  }
}

async function order(act: Act, sessions: readonly RunningRow[]): Promise<AccessActionId[]> {
  const actionIds = sessions.map(() => act.newId<'AccessAction'>());
  if (sessions.length === 0) return [];
  await act.sql.execute(
    `INSERT INTO networking.access_action (id, service_id, customer_id, partner_id, router_id, session_key, kind, purpose, desired_version, state,
       requested_at, requested_by)
     SELECT one.id, access.service_id, one.customer_id, one.partner_id, one.router_id, one.key, 'disconnect', 'by_hand',
       coalesce(access.desired_version, 0), 'waiting', $1, $2
       FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[])
         AS one (id, service_id, customer_id, partner_id, router_id, key)
       LEFT JOIN networking.access access ON access.service_id = one.service_id`,
    [
      act.at,
      actorLabel(act.actor).name,
      actionIds,
      sessions.map(({ service_id }) => service_id),
      sessions.map(({ customer_id }) => customer_id),
      sessions.map(({ partner_id }) => partner_id),
      sessions.map(({ router_id }) => router_id),
      sessions.map(({ key }) => key),
    ],
  );
  for (const { key, customer_id, partner_id, login } of sessions)
    act.audit(
      { kind: 'session', id: key, customerId: customer_id, partnerId: partner_id },
      `Session of ${login ?? 'an unknown login'} to be ended`,
    );
  for (const actionId of actionIds) act.enqueue(DisconnectByHand, { actionId });
  return actionIds;
}
