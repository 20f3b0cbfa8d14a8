import { Injectable } from '@nestjs/common';
import { SuspensionProgress } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import {
  blockWay,
  type BlockWay,
  hasGarden,
  keptBlockWay,
  readinessOf,
  type RouterReadiness,
} from '../../domain/block-way.js';
import { DRIFT_AFTER_ATTEMPTS } from '../../domain/retry.js';
import type { RouterOptions, RouterVendor } from '../../domain/router-options.js';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';
import { HAS_ROWS, WRITES_ROWS } from '../drift/rows-written.js';

export interface FoundBlockReach {
  readonly customerId: string;
  readonly sessions: number;
  readonly routers: string[];
  readonly way: BlockWay;
  readonly garden: boolean;
  readonly desired: 'open' | 'blocked' | 'closed';
  readonly isConverged: boolean;
  readonly isDrift: boolean;
  readonly isHeld: boolean;
  readonly convergedAt: Date | null;
  readonly answer: string | null;
}

interface Row {
  readonly customerId: string;
  readonly method: 'pppoe' | 'ipoe' | 'hotspot' | 'static' | 'mac';
  readonly sessions: number;
  readonly routers: string[] | null;
  readonly vendor: RouterVendor | null;
  readonly options: RouterOptions | null;
  readonly keptOptions: RouterOptions | null;
  readonly isWritten: boolean;
  readonly hasAddress: boolean;
  readonly desired: 'open' | 'blocked' | 'closed';
  readonly isConverged: boolean;
  readonly isDrift: boolean;
  readonly isHeld: boolean;
  readonly convergedAt: Date | null;
  readonly answer: string | null;
}

const SEE = { permission: NetworkingPermissions['access.view'] };

/** How access of customers would close or did close: who is online where, and what the network answered. */
@Injectable()
export class BlockReachOf extends Query<{ readonly customerIds: readonly string[] }, FoundBlockReach[]> {
  readonly rule: Rule = { name: 'networking.blockReachOf', sentence: 'See how access would close', ...SEE };

  async answer(
    { customerIds }: { readonly customerIds: readonly string[] },
    { sql, actor }: Asking,
  ): Promise<FoundBlockReach[]> {
    const rows = await sql.query<Row>(REACH, [customerIds, reachOf(actor)]);
    return rows.map(({ method, vendor, options, routers, keptOptions, isWritten, hasAddress, ...row }) => ({
      ...row,
      routers: routers ?? [],
      way: keptOptions
        ? keptBlockWay({ isWritten, hasAddress, options: keptOptions })
        : blockWay(vendor === null ? null : { method, vendor, options: options ?? {} }),
      garden: hasGarden(keptOptions ?? options ?? {}),
    }));
  }
}

/** Of several services the one that is online counts, and the one whose router did not follow before all others. */
const REACH = `
  SELECT DISTINCT ON (access.customer_id) access.customer_id AS "customerId", access.method, coalesce(online.sessions, 0) AS sessions,
    coalesce(online.routers, CASE WHEN kept.id IS NOT NULL THEN ARRAY[kept.name] END) AS routers, router.vendor, router.options, kept.options AS "keptOptions",
    coalesce(${WRITES_ROWS}, false) AS "isWritten", access.ipv4 IS NOT NULL AS "hasAddress", access.desired, access.converged_version >= access.desired_version AS "isConverged",
    access.converged_version < access.desired_version AND access.converge_attempts >= ${DRIFT_AFTER_ATTEMPTS} AS "isDrift",
    EXISTS (SELECT 1 FROM networking.held_closing held WHERE held.service_id = access.service_id) AS "isHeld", access.converged_at AS "convergedAt",
    told.state AS answer
  FROM networking.access access
  LEFT JOIN LATERAL (SELECT count(*)::int AS sessions, array_agg(DISTINCT known.name ORDER BY known.name) AS routers, min(session.router_id::text)::uuid AS router_id
    FROM networking.session_open session JOIN networking.router known ON known.id = session.router_id WHERE session.service_id = access.service_id) online ON true
  LEFT JOIN networking.router router ON router.id = online.router_id
  LEFT JOIN networking.router kept ON kept.id = access.router_id AND kept.active AND ${HAS_ROWS}
  LEFT JOIN LATERAL (SELECT action.state FROM networking.access_action action
    WHERE action.service_id = access.service_id AND action.desired_version = access.desired_version ORDER BY action.requested_at DESC LIMIT 1) told ON true
  WHERE access.customer_id = ANY ($1::uuid[]) AND access.live AND ${reached('access', 2)}
  ORDER BY access.customer_id, "isDrift" DESC, sessions DESC, access.service_id`;

export interface FoundReadiness {
  readonly routerId: string;
  readonly name: string;
  readonly customers: number;
  readonly state: RouterReadiness;
  readonly answeredAt: Date | null;
  readonly lastSeenAt: Date | null;
}

/** The routers that would be told by a list of suspensions, and how each answered the last time. */
@Injectable()
export class RoutersOfSuspensions extends Query<{ readonly batchId: string }, FoundReadiness[]> {
  readonly rule: Rule = {
    name: 'networking.routersOfSuspensions',
    sentence: 'See whether the routers of a list of suspensions answer',
    ...SEE,
  };

  constructor(private readonly progress: SuspensionProgress) {
    super();
  }

  async answer({ batchId }: { readonly batchId: string }, { sql, actor }: Asking): Promise<FoundReadiness[]> {
    const customerIds = await this.progress.customersOf(sql, batchId);
    if (customerIds.length === 0) return [];
    const rows = await sql.query<Omit<FoundReadiness, 'state'> & { answer: string | null }>(READINESS, [
      customerIds,
      reachOf(actor),
    ]);
    return rows.map(({ answer, ...row }) => ({ ...row, state: readinessOf(answer) }));
  }
}

/** Where customers of the list are online, and where what lets them in is a row on the router. */
const READINESS = `
  SELECT router.id AS "routerId", router.name, reached.customers,
    CASE WHEN ${HAS_ROWS} AND NOT coalesce(${WRITES_ROWS}, false) THEN 'not_written'
      WHEN found.failed_at > coalesce(told.answered_at, '-infinity') THEN 'unanswered'
      ELSE coalesce(told.state, CASE WHEN found.compared_at IS NOT NULL THEN 'acknowledged' END) END AS answer,
    coalesce(greatest(told.answered_at, found.failed_at), found.compared_at) AS "answeredAt", greatest(router.last_seen_at, found.compared_at) AS "lastSeenAt"
  FROM (SELECT router_id, count(DISTINCT customer_id)::int AS customers FROM (
      SELECT session.router_id, session.customer_id FROM networking.access own JOIN networking.session_open session ON session.service_id = own.service_id
        WHERE own.customer_id = ANY ($1::uuid[]) AND ${reached('session', 2)}
      UNION SELECT access.router_id, access.customer_id FROM networking.access access JOIN networking.router kept ON kept.id = access.router_id
        WHERE access.customer_id = ANY ($1::uuid[]) AND access.live AND kept.active AND ${HAS_ROWS} AND ${reached('access', 2)}) one GROUP BY router_id) reached
  JOIN networking.router router ON router.id = reached.router_id
  JOIN networking.router kept ON kept.id = router.id
  LEFT JOIN networking.router_comparison found ON found.router_id = router.id
  LEFT JOIN LATERAL (SELECT action.state, action.answered_at FROM networking.access_action action
    WHERE action.router_id = router.id AND action.state IN ('acknowledged', 'gone', 'refused', 'unanswered') ORDER BY action.requested_at DESC LIMIT 1) told ON true
  ORDER BY reached.customers DESC, lower(router.name)`;
