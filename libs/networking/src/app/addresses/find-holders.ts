import type { Sql } from '@demarc/persistence';
import { bitsOf, prefixAround } from '../../domain/prefix.js';
import { type AddressNumber, addressText, prefixText } from '../../domain/prefix-text.js';

/** Somebody who had an address, and what shows it. */
export interface FoundHolder {
  readonly shownBy: 'holding' | 'session';
  readonly kind: 'static' | 'wan' | 'route' | 'delegated' | 'session';
  readonly held: string;
  readonly customerId: string | null;
  readonly serviceId: string | null;
  readonly login: string | null;
  readonly since: Date;
  /** Null: still. */
  readonly until: Date | null;
  readonly routerName: string | null;
  readonly sessionId: string | null;
  readonly mac: string | null;
  readonly nasPort: string | null;
}

export interface TimeSpan {
  readonly from: Date;
  readonly to: Date;
}

/** Who had an address within a time: by what was given for good, and by the sessions that routers reported. Newest first. */
export async function findHolders(
  sql: Sql,
  { family, address }: AddressNumber,
  { from, to }: TimeSpan,
  routerId: string | null = null,
): Promise<FoundHolder[]> {
  return sql.query<FoundHolder>(`${HOLDINGS} UNION ALL ${SESSIONS[family]} ORDER BY since DESC LIMIT 200`, [
    addressText(family, address),
    from,
    to,
    routerId,
    ...(family === 6 ? [prefixesAround(address)] : []),
  ]);
}

/** Every IPv6 network that an address may be in: a list, so that an index on networks answers. */
export function prefixesAround(address: bigint): readonly string[] {
  return Array.from({ length: bitsOf(6) }, (_, index) => prefixText(prefixAround(6, address, index + 1)));
}

const HOLDINGS = `
  SELECT 'holding' AS "shownBy", held.kind, held.held::text, held.customer_id AS "customerId", held.service_id AS "serviceId", access.login,
    lower(held.during) AS since, upper(held.during) AS until, NULL AS "routerName", NULL AS "sessionId", NULL AS mac, NULL AS "nasPort"
  FROM networking.address_holding held JOIN networking.access access USING (service_id)
  WHERE held.held >>= $1::inet AND held.during && tstzrange($2, $3, '[]')`;

const sessionsIn = (table: string, ended: string, is: string): string => `
  SELECT 'session', 'session', coalesce(host(session.framed_ipv4), session.framed_ipv6::text, session.delegated_prefix::text), session.customer_id,
    session.service_id, session.login, session.started_at, ${ended}, router.name, session.session_id, session.mac::text, session.nas_port
  FROM networking.${table} session LEFT JOIN networking.router router ON router.id = session.router_id
  WHERE ${is} AND session.started_at <= $3 AND ($4::uuid IS NULL OR session.router_id = $4)`;

const bothTables = (is: string): string =>
  `${sessionsIn('session_open', 'NULL::timestamptz', is)} UNION ALL ${sessionsIn('session_closed', 'session.ended_at', is)} AND session.ended_at >= $2`;

const SESSIONS = {
  4: bothTables('session.framed_ipv4 = $1::inet'),
  6: bothTables('(session.framed_ipv6 = ANY ($5::cidr[]) OR session.delegated_prefix = ANY ($5::cidr[]))'),
} as const;
