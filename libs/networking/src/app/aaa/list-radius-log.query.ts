import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import type { Sql } from '@demarc/persistence';
import { NetworkingPermissions } from '../../permissions.js';
import { isRejectCode } from '../../domain/reject-advice.js';
import { type AuthMethod, type Check, checksOf, rejectEvent, type ReplyEvent } from '../../radius/index.js';
import { reached, reachOf } from '../access/reach.js';

/** A row of the log, and what follows from it. */
export interface FoundLogLine extends LogRow {
  readonly checks: readonly Check[];
  /** The template that said the answer; null: it was refused, or staff logged in to the device itself. */
  readonly event: ReplyEvent | null;
}

interface LogRow {
  readonly id: string;
  readonly at: Date;
  readonly outcome: 'accept' | 'garden' | 'reject' | 'drop';
  readonly code: string | null;
  readonly list: 0 | 1 | 2 | 3 | 4 | null;
  readonly method: AuthMethod;
  /** Null: no router is known by where it came from. */
  readonly routerId: string | null;
  readonly routerName: string;
  readonly sourceAddress: string;
  readonly login: string;
  readonly serviceId: string | null;
  readonly customerId: string | null;
  readonly callingStation: string | null;
  readonly nasPort: string | null;
  /** What the access node says of the line. */
  readonly line: string | null;
  /** Who of the staff logged in to the device itself. */
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly isSigned: boolean;
  readonly isSecretSuspected: boolean;
  readonly isOverTls: boolean;
  readonly detail: string | null;
}

export interface LogAsking {
  readonly first: number;
  readonly after?: string | undefined;
  readonly login?: string | undefined;
  readonly customerId?: string | undefined;
  readonly routerId?: string | undefined;
  readonly outcome?: 'accept' | 'garden' | 'reject' | 'drop' | undefined;
  readonly code?: string | undefined;
  /** The beginning of a MAC address, in any spelling. */
  readonly device?: string | null | undefined;
  /** Only log-ins of staff to devices; or none of them. */
  readonly isOfStaff?: boolean | undefined;
}

const COUNT_CAP = 1_000;
/** By login: what was not accepted by the login itself, what was accepted by the customers who have it (the two indexes of the log). */
const BY_LOGIN = `(line.login_key = $1 AND (line.customer_id IS NULL OR line.outcome <> 'accept')
  OR line.login_key = $1 AND line.customer_id = ANY ($8::uuid[]))`;
const FILTER = `($1::text IS NULL OR ${BY_LOGIN}) AND ($2::uuid IS NULL OR line.customer_id = $2)
  AND ($3::uuid IS NULL OR line.router_id = $3) AND ($4::text IS NULL OR line.outcome = $4) AND ($5::text IS NULL OR line.code = $5)
  AND ($6::text IS NULL OR starts_with(lower(translate(line.calling_station, ':-. ', '')), $6))
  AND ($9::boolean IS NULL OR (line.staff_id IS NOT NULL) = $9) AND ${reached('line', 7)}`;

/** Logins and what became of them, newest first. */
@Injectable()
export class ListRadiusLog extends Query<LogAsking, Page<FoundLogLine>> {
  readonly rule: Rule = {
    name: 'networking.listRadiusLog',
    sentence: 'Read the log of logins',
    permission: NetworkingPermissions['log.view'],
  };

  async answer(asking: LogAsking, { sql, actor }: Asking): Promise<Page<FoundLogLine>> {
    const login = asking.login?.toLowerCase() ?? null;
    const filter = [
      login,
      asking.customerId ?? null,
      asking.routerId ?? null,
      asking.outcome ?? null,
      asking.code ?? null,
      asking.device === undefined || asking.device === null
        ? null
        : asking.device.toLowerCase().replaceAll(/[^0-9a-f]/g, ''),
      reachOf(actor),
      login === null ? null : await customersOf(sql, login),
      asking.isOfStaff ?? null,
    ];
    const [at, id] = !asking.after ? [null, null] : decodeCursor(asking.after, 2);
    const rows = await sql.query<LogRow>(
      `SELECT line.id, line.at, line.outcome, line.code, line.reject_list AS list, line.method, line.router_id AS "routerId", coalesce(router.name, '') AS "routerName",
         host(line.source_address) AS "sourceAddress", line.login, line.service_id AS "serviceId", line.customer_id AS "customerId",
         line.calling_station AS "callingStation", line.nas_port AS "nasPort", line.line, line.staff_id AS "staffId", staff.name AS "staffName", line.signed AS "isSigned", line.secret_suspected AS "isSecretSuspected",
         line.over_tls AS "isOverTls", line.detail
       FROM networking.radius_log line LEFT JOIN networking.router router ON router.id = line.router_id
       LEFT JOIN platform.staff staff ON staff.id = line.staff_id
       WHERE ${FILTER} AND ($10::timestamptz IS NULL OR (line.at, line.id) < ($10, $11::bigint)) ORDER BY line.at DESC, line.id DESC LIMIT $12`,
      [...filter, at, id, asking.first + 1],
    );
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM networking.radius_log line WHERE ${FILTER} LIMIT ${COUNT_CAP + 1}) one`,
      filter,
    );
    const count = counted?.count ?? 0;
    return cutPage(rows.map(explained), asking.first, (row) => encodeCursor([row.at.toISOString(), row.id]), {
      count: Math.min(count, COUNT_CAP),
      exact: count <= COUNT_CAP,
    });
  }
}

async function customersOf(sql: Sql, login: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'SELECT DISTINCT customer_id AS id FROM networking.access WHERE login_key = $1',
    [login],
  );
  return rows.map(({ id }) => id);
}

/** The log keeps what was decided, and the checks follow from that: they are always looked at in the same order. */
function explained(row: LogRow): FoundLogLine {
  const { code, list, method, serviceId, staffId, isSigned, isSecretSuspected, isOverTls, outcome } = row;
  // What got no answer was not looked at any further.
  if (outcome === 'drop') return { ...row, checks: [], event: null };
  const checks = checksOf({
    code: code !== null && isRejectCode(code) ? code : undefined,
    list: list ?? undefined,
    method,
    isKnown: serviceId !== null || staffId !== null,
    ...(staffId === null ? {} : { staff: {} }),
    isSigned,
    isSecretSuspected,
    isOverTls,
  });
  const event =
    staffId !== null
      ? null
      : outcome === 'accept'
        ? 'accept'
        : outcome === 'garden' && list !== null
          ? rejectEvent(list)
          : null;
  return { ...row, checks, event };
}
