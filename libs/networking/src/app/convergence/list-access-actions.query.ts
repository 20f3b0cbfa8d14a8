import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';

export interface FoundAction {
  readonly id: string;
  readonly serviceId: string | null;
  readonly customerId: string | null;
  readonly routerId: string;
  readonly routerName: string;
  readonly sessionKey: string | null;
  readonly kind: 'coa' | 'disconnect' | 'api';
  readonly purpose: 'block' | 'restore' | 'change' | 'close' | 'by_hand';
  readonly state: 'waiting' | 'acknowledged' | 'gone' | 'refused' | 'unanswered' | 'superseded';
  readonly attempts: number;
  readonly errorCause: number | null;
  readonly elapsedMs: number | null;
  readonly request: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly answeredAt: Date | null;
}

export interface ActionsAsking {
  readonly first: number;
  readonly after?: string | undefined;
  readonly customerId?: string | undefined;
  readonly state?: FoundAction['state'] | undefined;
  /** Exactly these. */
  readonly ids?: readonly string[] | undefined;
  readonly serviceIds?: readonly string[] | undefined;
  readonly since?: Date | undefined;
}

const COUNT_CAP = 1_000;

/** Only what is asked stands in the statement, so that each question finds its own index. */
function whereOf({ customerId, state, ids, serviceIds, since }: ActionsAsking, values: unknown[]): string {
  const put = (value: unknown): string => `$${values.push(value)}`;
  return [
    reached('action', 1),
    ...(customerId ? [`action.customer_id = ${put(customerId)}`] : []),
    ...(state ? [`action.state = ${put(state)}`] : []),
    ...(ids ? [`action.id = ANY (${put(ids)}::uuid[])`] : []),
    ...(serviceIds ? [`action.service_id = ANY (${put(serviceIds)}::uuid[])`] : []),
    ...(since ? [`action.requested_at >= ${put(since)}`] : []),
  ].join(' AND ');
}

/** What routers were told, and how they answered, newest first. */
@Injectable()
export class ListAccessActions extends Query<ActionsAsking, Page<FoundAction>> {
  readonly rule: Rule = {
    name: 'networking.listAccessActions',
    sentence: 'See what routers were told and how they answered',
    permission: NetworkingPermissions['access.view'],
  };

  async answer(asking: ActionsAsking, { sql, actor }: Asking): Promise<Page<FoundAction>> {
    const values: unknown[] = [reachOf(actor)];
    const where = whereOf(asking, values);
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM networking.access_action action WHERE ${where} LIMIT ${COUNT_CAP + 1}) one`,
      values,
    );
    const after = !asking.after ? [] : decodeCursor(asking.after, 2);
    const rest =
      after.length === 0
        ? ''
        : `AND (action.requested_at, action.id) < ($${values.push(after[0])}::timestamptz, $${values.push(after[1])}::uuid)`;
    const rows = await sql.query<FoundAction>(
      `SELECT action.id, action.service_id AS "serviceId", action.customer_id AS "customerId", action.router_id AS "routerId",
         coalesce(router.name, '') AS "routerName", action.session_key AS "sessionKey", action.kind, action.purpose, action.state, action.attempts,
         action.error_cause AS "errorCause", action.elapsed_ms AS "elapsedMs", action.request, action.requested_by AS "requestedBy",
         action.requested_at AS "requestedAt", action.answered_at AS "answeredAt"
       FROM networking.access_action action LEFT JOIN networking.router router ON router.id = action.router_id
       WHERE ${where} ${rest} ORDER BY action.requested_at DESC, action.id DESC LIMIT $${values.push(asking.first + 1)}`,
      values,
    );
    const count = counted?.count ?? 0;
    return cutPage(rows, asking.first, (row) => encodeCursor([row.requestedAt.toISOString(), row.id]), {
      count: Math.min(count, COUNT_CAP),
      exact: count <= COUNT_CAP,
    });
  }
}
