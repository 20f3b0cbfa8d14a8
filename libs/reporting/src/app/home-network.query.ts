import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { ReportingPermissions } from '../permissions.js';

export interface HomeNetworkFigures {
  readonly online: number;
  readonly rejectsLastHour: number;
  readonly rejectsByCode: readonly { readonly code: string; readonly count: number }[];
  readonly routers: number;
  /** Active routers that were not heard for ten minutes. */
  readonly silentRouters: readonly {
    readonly id: string;
    readonly name: string;
    readonly lastSeenAt: Date | null;
    readonly sessions: number;
  }[];
  /** Accesses whose routers have not followed yet. */
  readonly lagging: number;
  readonly unanswered: number;
}

const HOUR_MS = 3_600_000;
const SILENT_MS = 600_000;

/** Know before the customers do: who is online, who is turned away and why, which routers are silent or do not follow. */
@Injectable()
export class HomeNetwork extends Query<Record<string, never>, HomeNetworkFigures> {
  readonly rule: Rule = {
    name: 'reporting.homeNetwork',
    sentence: 'See the network home',
    permission: ReportingPermissions['home.network'],
  };

  async answer(_: Record<string, never>, { sql, actor, clock }: Asking): Promise<HomeNetworkFigures> {
    const partners = partnersOf(actor);
    const now = clock.now().getTime();
    const counts = await sql.first<{ online: string; routers: string; lagging: string; unanswered: string }>(
      `SELECT (SELECT count(*) FROM networking.session_open WHERE ${MINE}) AS online,
         (SELECT count(*) FROM networking.router WHERE active AND (${MINE} OR partner_id IS NULL)) AS routers,
         (SELECT count(*) FROM networking.access WHERE converged_version < desired_version AND live AND ${MINE}) AS lagging,
         (SELECT count(*) FROM networking.access_action WHERE state IN ('waiting', 'unanswered') AND ${MINE}) AS unanswered`,
      [partners],
    );
    const rejects = await sql.query<{ code: string; count: string }>(
      `SELECT coalesce(code, 'unknown') AS code, count(*) AS count FROM networking.radius_log
       WHERE at >= $2 AND outcome = 'reject' AND (${MINE} OR partner_id IS NULL) GROUP BY 1 ORDER BY 2 DESC, 1`,
      [partners, new Date(now - HOUR_MS)],
    );
    const silent = await sql.query<{ id: string; name: string; lastSeenAt: Date | null; sessions: string }>(
      `SELECT router.id, router.name, router.last_seen_at AS "lastSeenAt", (SELECT count(*) FROM networking.session_open session WHERE session.router_id = router.id) AS sessions
       FROM networking.router router WHERE active AND (${MINE} OR partner_id IS NULL) AND (last_seen_at IS NULL OR last_seen_at < $2)
       ORDER BY sessions DESC, router.name LIMIT 20`,
      [partners, new Date(now - SILENT_MS)],
    );
    return {
      online: Number(counts?.online ?? 0),
      routers: Number(counts?.routers ?? 0),
      lagging: Number(counts?.lagging ?? 0),
      unanswered: Number(counts?.unanswered ?? 0),
      rejectsLastHour: rejects.reduce((sum, row) => sum + Number(row.count), 0),
      rejectsByCode: rejects.map((row) => ({ code: row.code, count: Number(row.count) })),
      silentRouters: silent.map((row) => ({ ...row, sessions: Number(row.sessions) })),
    };
  }
}

const MINE = '($1::uuid[] IS NULL OR partner_id = ANY ($1::uuid[]))';
