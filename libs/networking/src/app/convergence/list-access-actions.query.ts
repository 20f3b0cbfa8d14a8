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
}

const COUNT_CAP = 1_000;
const FILTER = `($1::uuid IS NULL OR action.customer_id = $1) AND ($2::text IS NULL OR action.state = $2) AND ${reached('action', 3)}`;

/** What routers were told, and how they answered, newest first. */
@Injectable()
export class ListAccessActions extends Query<ActionsAsking, Page<FoundAction>> {
  readonly rule: Rule = {
    name: 'networking.listAccessActions',
    sentence: 'See what routers were told and how they answered',
    permission: NetworkingPermissions['access.view'],
  };

  async answer(asking: ActionsAsking, { sql, actor }: Asking): Promise<Page<FoundAction>> {
    const filter = [asking.customerId ?? null, asking.state ?? null, reachOf(actor)];
    const [at, id] = !asking.after ? [null, null] : decodeCursor(asking.after, 2);
    const rows = await sql.query<FoundAction>(
      `SELECT action.id, action.service_id AS "serviceId", action.customer_id AS "customerId", action.router_id AS "routerId",
         coalesce(router.name, '') AS "routerName", action.kind, action.purpose, action.state, action.attempts, action.error_cause AS "errorCause",
         action.elapsed_ms AS "elapsedMs", action.request, action.requested_by AS "requestedBy", action.requested_at AS "requestedAt",
         action.answered_at AS "answeredAt"
       FROM networking.access_action action LEFT JOIN networking.router router ON router.id = action.router_id
       WHERE ${FILTER} AND ($4::timestamptz IS NULL OR (action.requested_at, action.id) < ($4, $5::uuid))
       ORDER BY action.requested_at DESC, action.id DESC LIMIT $6`,
      [...filter, at, id, asking.first + 1],
    );
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM networking.access_action action WHERE ${FILTER} LIMIT ${COUNT_CAP + 1}) one`,
      filter,
    );
    const count = counted?.count ?? 0;
    return cutPage(rows, asking.first, (row) => encodeCursor([row.requestedAt.toISOString(), row.id]), {
      count: Math.min(count, COUNT_CAP),
      exact: count <= COUNT_CAP,
    });
  }
}
