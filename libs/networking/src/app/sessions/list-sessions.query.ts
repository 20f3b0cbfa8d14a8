import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { plainIpv4 } from '../addresses/address-plan.js';
import { NetworkingPermissions } from '../../permissions.js';
import { normalMac, TERMINATE_CAUSE_NAMES } from '../../radius/index.js';
import { reached, reachOf } from '../access/reach.js';

const COUNT_CAP = 10_000;

export interface FoundSession {
  readonly key: string;
  readonly sessionId: string;
  readonly serviceId: string | null;
  readonly customerId: string | null;
  readonly routerId: string;
  readonly routerName: string;
  readonly login: string | null;
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  readonly delegatedPrefix: string | null;
  readonly mac: string | null;
  readonly nasPort: string | null;
  readonly startedAt: Date;
  readonly lastHeardAt: Date;
  readonly endedAt: Date | null;
  readonly endedAs: 'stop' | 'lost' | 'nas_restart' | 'replaced' | null;
  /** What the router gave as the cause (RFC 2866 §5.10). */
  readonly terminateCause: string | null;
  readonly seconds: string;
  readonly downloadOctets: string;
  readonly uploadOctets: string;
  /** Whether the session runs on what is desired; null when it has ended, or another server let it in. */
  readonly isUpToDate: boolean | null;
}

type SessionRow = Omit<FoundSession, 'terminateCause'> & { readonly terminateCause: number | null };

export interface SessionAsking {
  readonly first: number;
  readonly after?: string | undefined;
  readonly customerId?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly routerId?: string | undefined;
  /** The beginning of a login, or a whole IPv4 or MAC address. */
  readonly search?: string | undefined;
}

const COMMON = `session.key, session.session_id AS "sessionId", session.service_id AS "serviceId", session.customer_id AS "customerId",
  session.router_id AS "routerId", coalesce(router.name, '') AS "routerName", session.login, host(session.framed_ipv4) AS ipv4,
  session.framed_ipv6::text AS ipv6, session.delegated_prefix::text AS "delegatedPrefix", session.mac::text, session.nas_port AS "nasPort",
  session.started_at AS "startedAt", session.session_seconds AS seconds, session.download_octets AS "downloadOctets",
  session.upload_octets AS "uploadOctets"`;

const OPEN = `SELECT ${COMMON}, session.updated_at AS "lastHeardAt", NULL::timestamptz AS "endedAt", NULL AS "endedAs", NULL::int AS "terminateCause",
    session.policy_version >= access.desired_version AS "isUpToDate"
  FROM networking.session_open session
  LEFT JOIN networking.router router ON router.id = session.router_id
  LEFT JOIN networking.access access ON access.service_id = session.service_id`;

const CLOSED = `SELECT ${COMMON}, session.ended_at AS "lastHeardAt", session.ended_at AS "endedAt", session.ended_as AS "endedAs",
    session.terminate_cause AS "terminateCause", NULL::boolean AS "isUpToDate"
  FROM networking.session_closed session LEFT JOIN networking.router router ON router.id = session.router_id`;

const FILTER = `($1::uuid IS NULL OR session.customer_id = $1) AND ($2::uuid IS NULL OR session.service_id = $2)
  AND ($3::uuid IS NULL OR session.router_id = $3) AND ($4::text IS NULL OR lower(session.login) ^@ $4)
  AND ($5::inet IS NULL OR session.framed_ipv4 = $5) AND ($6::macaddr IS NULL OR session.mac = $6) AND ${reached('session', 7)}`;

const BEFORE = '($8::timestamptz IS NULL OR (session.started_at, session.key) < ($8, $9))';

function filterOf(asking: SessionAsking, reach: string | null): unknown[] {
  const search = asking.search?.trim() ?? '';
  const ipv4 = plainIpv4(search) ?? null;
  const mac = normalMac(search) ?? null;
  const login = search === '' || ipv4 !== null || mac !== null ? null : search.toLowerCase();
  return [asking.customerId ?? null, asking.serviceId ?? null, asking.routerId ?? null, login, ipv4, mac, reach];
}

/** Who is online, newest session first. */
@Injectable()
export class ListOnlineSessions extends Query<SessionAsking, Page<FoundSession>> {
  readonly rule: Rule = {
    name: 'networking.listOnlineSessions',
    sentence: 'See who is online',
    permission: NetworkingPermissions['session.view'],
    customer: 'own',
  };

  async answer(asking: SessionAsking, { sql, actor }: Asking): Promise<Page<FoundSession>> {
    const filter = filterOf(asking, reachOf(actor));
    const [at, key] = !asking.after ? [null, null] : decodeCursor(asking.after, 2);
    const rows = await sql.query<SessionRow>(
      `${OPEN} WHERE ${FILTER} AND ${BEFORE} ORDER BY session.started_at DESC, session.key DESC LIMIT $10`,
      [...filter, at, key, asking.first + 1],
    );
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM networking.session_open session WHERE ${FILTER} LIMIT ${COUNT_CAP + 1}) one`,
      filter,
    );
    return pageOfSessions(rows, asking.first, counted?.count ?? 0);
  }
}

/** Sessions that have ended, of a customer or a service, or of whoever had an address. */
@Injectable()
export class ListPastSessions extends Query<SessionAsking, Page<FoundSession>> {
  readonly rule: Rule = {
    name: 'networking.listPastSessions',
    sentence: 'See past sessions',
    permission: NetworkingPermissions['session.view'],
    customer: 'own',
  };

  async answer(asking: SessionAsking, { sql, actor }: Asking): Promise<Page<FoundSession>> {
    const filter = filterOf(asking, reachOf(actor));
    const [at, key] = !asking.after ? [null, null] : decodeCursor(asking.after, 2);
    const rows = await sql.query<SessionRow>(
      `${CLOSED} WHERE ${FILTER} AND ${BEFORE} ORDER BY session.started_at DESC, session.key DESC LIMIT $10`,
      [...filter, at, key, asking.first + 1],
    );
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM networking.session_closed session WHERE ${FILTER} LIMIT ${COUNT_CAP + 1}) one`,
      filter,
    );
    return pageOfSessions(rows, asking.first, counted?.count ?? 0);
  }
}

function pageOfSessions(rows: readonly SessionRow[], first: number, count: number): Page<FoundSession> {
  const named = rows.map((row) => ({ ...row, terminateCause: causeName(row.terminateCause) }));
  return cutPage(named, first, (row) => encodeCursor([row.startedAt.toISOString(), row.key]), {
    count: Math.min(count, COUNT_CAP),
    exact: count <= COUNT_CAP,
  });
}

function causeName(cause: number | null): string | null {
  return cause === null ? null : (TERMINATE_CAUSE_NAMES[cause] ?? String(cause));
}
