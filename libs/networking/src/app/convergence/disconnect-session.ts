import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import type { Id } from '@demarc/kernel';
import { notFound } from '@demarc/kernel';
import { Matches } from 'class-validator';
import type { AccessActionId } from '../../domain/ids.js';
import { NetworkingPermissions } from '../../permissions.js';
import { DisconnectByHand } from './disconnect-by-hand.job.js';

@InputType({ description: 'Which session.' })
export class DisconnectSessionInput {
  @Field(() => String, { description: 'The key of the running session.' })
  @Matches(/^[0-9a-f]{32}$/, { message: 'sessionKey is the key of a session' })
  sessionKey: string;
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
    const session = await act.sql.first<{
      service_id: string | null;
      customer_id: Id<'Customer'> | null;
      partner_id: Id<'Partner'> | null;
      router_id: string;
      login: string | null;
    }>('SELECT service_id, customer_id, partner_id, router_id, login FROM networking.session_open WHERE key = $1', [
      sessionKey,
    ]);
    if (!session) throw notFound('running session');
    const actionId = act.newId<'AccessAction'>();
    await act.sql.execute(
      `INSERT INTO networking.access_action (id, service_id, customer_id, partner_id, router_id, session_key, kind, purpose, desired_version, state,
         requested_at, requested_by)
       SELECT $1, access.service_id, $3, $4, $5, $6, 'disconnect', 'by_hand', coalesce(access.desired_version, 0), 'waiting', $7, $8
         FROM (SELECT 1) one LEFT JOIN networking.access access ON access.service_id = $2`,
      [
        actionId,
        session.service_id,
        session.customer_id,
        session.partner_id,
        session.router_id,
        sessionKey,
        act.at,
        actorLabel(act.actor).name,
      ],
    );
    act.audit(
      { kind: 'session', id: sessionKey, customerId: session.customer_id, partnerId: session.partner_id },
      `Session of ${session.login ?? 'an unknown login'} to be ended`,
    );
    act.enqueue(DisconnectByHand, { actionId });
    return { actionId };
  }
}
