import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { invalid } from '@demarc/kernel';
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
  /** Between the last two reports, in bit/s. */
  readonly downloadBps: string | null;
  readonly uploadBps: string | null;
  /** Whether the session runs on what is desired; null when it has ended, or another server let it in. */
  readonly isUpToDate: boolean | null;
}

type SessionRow = Omit<FoundSession, 'terminateCause'> & { readonly terminateCause: number | null };

export type SessionSort = 'started' | 'download' | 'upload' | 'download_rate' | 'upload_rate';

export interface SessionAsking {
  readonly first: number;
  readonly after?: string | undefined;
  readonly customerId?: string | null | undefined;
  readonly serviceId?: string | null | undefined;
  readonly routerId?: string | null | undefined;
  readonly planId?: string | null | undefined;
  readonly partnerId?: string | null | undefined;
  /** The beginning of a login, or a whole IPv4 or MAC address. */
  readonly search?: string | null | undefined;
  /** Addresses in this network: of a pool, or of one connection. */
  readonly network?: string | null | undefined;
}

export interface OnlineAsking extends SessionAsking {
  readonly sort?: SessionSort | undefined;
  readonly ascending?: boolean | undefined;
}

export interface PastAsking extends SessionAsking {
  /** Only what ran at this time: who had an address then. */
  readonly at?: Date | null | undefined;
}

const COMMON = `session.key, session.session_id AS "sessionId", session.service_id AS "serviceId", session.customer_id AS "customerId",
  session.router_id AS "routerId", coalesce(router.name, '') AS "routerName", session.login, host(session.framed_ipv4) AS ipv4,
  session.framed_ipv6::text AS ipv6, session.delegated_prefix::text AS "delegatedPrefix", session.mac::text, session.nas_port AS "nasPort",
  session.started_at AS "startedAt", session.session_seconds AS seconds, session.download_octets AS "downloadOctets",
  session.upload_octets AS "uploadOctets"`;

const OPEN = `SELECT ${COMMON}, session.updated_at AS "lastHeardAt", NULL::timestamptz AS "endedAt", NULL AS "endedAs", NULL::int AS "terminateCause",
    session.download_bps AS "downloadBps", session.upload_bps AS "uploadBps", session.policy_version >= access.desired_version AS "isUpToDate"`;
const OPEN_FROM = `FROM networking.session_open session
  LEFT JOIN networking.router router ON router.id = session.router_id
  LEFT JOIN networking.access access ON access.service_id = session.service_id`;

const CLOSED = `SELECT ${COMMON}, session.ended_at AS "lastHeardAt", session.ended_at AS "endedAt", session.ended_as AS "endedAs",
    session.terminate_cause AS "terminateCause", NULL::bigint AS "downloadBps", NULL::bigint AS "uploadBps", NULL::boolean AS "isUpToDate"
  FROM networking.session_closed session LEFT JOIN networking.router router ON router.id = session.router_id`;

/** What it is put in order by; what is unknown comes last. */
const ORDER: Readonly<Record<SessionSort, { readonly by: string; readonly type: string }>> = {
  started: { by: 'session.started_at', type: 'timestamptz' },
  download: { by: 'session.download_octets', type: 'bigint' },
  upload: { by: 'session.upload_octets', type: 'bigint' },
  download_rate: { by: 'coalesce(session.download_bps, -1)', type: 'bigint' },
  upload_rate: { by: 'coalesce(session.upload_bps, -1)', type: 'bigint' },
};

const ON_PLAN = (plan: string): string =>
  `EXISTS (SELECT 1 FROM networking.access planned WHERE planned.service_id = session.service_id AND planned.plan_id = ${plan})`;
/** Open sessions have an index by service, none by customer. */
const OF_CUSTOMER = (customer: string): string =>
  `session.service_id IN (SELECT own.service_id FROM networking.access own WHERE own.customer_id = ${customer})`;
/** For IPv4 a range of addresses, which an index knows. */
const IN_NETWORK = (network: string): string =>
  `(session.framed_ipv4 BETWEEN host(network(${network}::inet))::inet AND host(broadcast(${network}::inet))::inet
    OR session.framed_ipv6 <<= ${network}::inet OR session.delegated_prefix <<= ${network}::inet)`;

/** Only what is asked stands in the statement, so that each question finds its own index. */
function whereOf(asking: SessionAsking, reach: string | null, values: unknown[]): string {
  const put = (value: unknown): string => `$${values.push(value)}`;
  const search = asking.search?.trim() ?? '';
  const ipv4 = plainIpv4(search);
  const mac = normalMac(search);
  const equal = (column: string, value: string | null | undefined): string =>
    value === undefined || value === null ? '' : `session.${column} = ${put(value)}`;
  const parts = [
    equal('customer_id', asking.customerId),
    equal('service_id', asking.serviceId),
    equal('router_id', asking.routerId),
    equal('partner_id', asking.partnerId),
    equal('framed_ipv4', ipv4),
    equal('mac', mac),
    asking.planId ? ON_PLAN(put(asking.planId)) : '',
    asking.network ? IN_NETWORK(put(asking.network)) : '',
    search === '' || ipv4 !== undefined || mac !== undefined
      ? ''
      : `lower(session.login) ^@ ${put(search.toLowerCase())}`,
    reach === null ? '' : reached('session', values.push(reach)),
  ];
  return parts.filter((part) => part !== '').join(' AND ') || 'true';
}

/** Who is online, newest session first unless another order is asked for. */
@Injectable()
export class ListOnlineSessions extends Query<OnlineAsking, Page<FoundSession>> {
  readonly rule: Rule = {
    name: 'networking.listOnlineSessions',
    sentence: 'See who is online',
    permission: NetworkingPermissions['session.view'],
    customer: 'own',
  };

  async answer(asking: OnlineAsking, { sql, actor }: Asking): Promise<Page<FoundSession>> {
    const { by, type } = ORDER[asking.sort ?? 'started'];
    const values: unknown[] = [];
    const asked = whereOf(checked(asking), reachOf(actor), values);
    const where = asking.customerId ? `${asked} AND ${OF_CUSTOMER(`$${values.push(asking.customerId)}`)}` : asked;
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM networking.session_open session WHERE ${where} LIMIT ${COUNT_CAP + 1}) one`,
      values,
    );
    const [way, beyond] = asking.ascending === true ? ['ASC', '>'] : ['DESC', '<'];
    const after = !asking.after ? [] : decodeCursor(asking.after, 2);
    const rest =
      after.length === 0
        ? ''
        : `AND (${by}, session.key) ${beyond} ($${values.push(after[0])}::${type}, $${values.push(after[1])})`;
    const rows = await sql.query<SessionRow & { readonly sorted: string }>(
      `${OPEN}, (${by})::text AS sorted ${OPEN_FROM} WHERE ${where} ${rest} ORDER BY ${by} ${way}, session.key ${way} LIMIT $${values.push(asking.first + 1)}`,
      values,
    );
    return pageOfSessions(rows, asking.first, counted?.count ?? 0, ({ sorted }) => sorted);
  }
}

/** Sessions that have ended, of a customer or a service, on a router, or of whoever had an address. */
@Injectable()
export class ListPastSessions extends Query<PastAsking, Page<FoundSession>> {
  readonly rule: Rule = {
    name: 'networking.listPastSessions',
    sentence: 'See past sessions',
    permission: NetworkingPermissions['session.view'],
    customer: 'own',
  };

  async answer(asking: PastAsking, { sql, actor }: Asking): Promise<Page<FoundSession>> {
    const values: unknown[] = [];
    const asked = whereOf(checked(asking), reachOf(actor), values);
    const at = !asking.at ? '' : `$${values.push(asking.at)}::timestamptz`;
    const where = at === '' ? asked : `${asked} AND session.started_at <= ${at} AND session.ended_at >= ${at}`;
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM networking.session_closed session WHERE ${where} LIMIT ${COUNT_CAP + 1}) one`,
      values,
    );
    const after = !asking.after ? [] : decodeCursor(asking.after, 2);
    const rest =
      after.length === 0
        ? ''
        : `AND (session.started_at, session.key) < ($${values.push(after[0])}::timestamptz, $${values.push(after[1])})`;
    const rows = await sql.query<SessionRow>(
      `${CLOSED} WHERE ${where} ${rest} ORDER BY session.started_at DESC, session.key DESC LIMIT $${values.push(asking.first + 1)}`,
      values,
    );
    return pageOfSessions(rows, asking.first, counted?.count ?? 0, ({ startedAt }) => startedAt.toISOString());
  }
}

function checked<T extends SessionAsking>(asking: T): T {
  const { network } = asking;
  if (network && !isNetwork(network))
    throw invalid('NO_NETWORK', `${network} is neither an address nor a network such as 10.0.0.0/24.`);
  return asking;
}

/** An IPv4 or IPv6 address, with or without the length of its prefix. */
function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const version = isIP(address);
  return (
    version !== 0 &&
    more.length === 0 &&
    (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128)))
  );
}

function pageOfSessions<Row extends SessionRow>(
  rows: readonly Row[],
  first: number,
  count: number,
  sorted: (row: Row) => string,
): Page<FoundSession> {
  const named = rows.map((row) => ({ ...row, cursor: sorted(row), terminateCause: causeName(row.terminateCause) }));
  return cutPage(named, first, (row) => encodeCursor([row.cursor, row.key]), {
    count: Math.min(count, COUNT_CAP),
    exact: count <= COUNT_CAP,
  });
}

function causeName(cause: number | null): string | null {
  return cause === null ? null : (TERMINATE_CAUSE_NAMES[cause] ?? String(cause));
}
