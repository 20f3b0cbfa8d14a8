import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';

export interface FoundLogLine {
  readonly id: string;
  readonly at: Date;
  readonly outcome: 'accept' | 'garden' | 'reject';
  readonly code: string | null;
  readonly method: string;
  readonly routerId: string;
  readonly routerName: string;
  readonly sourceAddress: string;
  readonly login: string;
  readonly serviceId: string | null;
  readonly customerId: string | null;
  readonly callingStation: string | null;
  readonly nasPort: string | null;
  readonly isSigned: boolean;
  readonly isSecretSuspected: boolean;
}

export interface LogAsking {
  readonly first: number;
  readonly after?: string | undefined;
  readonly login?: string | undefined;
  readonly customerId?: string | undefined;
  readonly routerId?: string | undefined;
  readonly outcome?: 'accept' | 'garden' | 'reject' | undefined;
  readonly code?: string | undefined;
}

const COUNT_CAP = 1_000;
const FILTER = `($1::text IS NULL OR line.login_key = $1) AND ($2::uuid IS NULL OR line.customer_id = $2)
  AND ($3::uuid IS NULL OR line.router_id = $3) AND ($4::text IS NULL OR line.outcome = $4) AND ($5::text IS NULL OR line.code = $5)
  AND ${reached('line', 6)}`;

/** Logins and what became of them, newest first. */
@Injectable()
export class ListRadiusLog extends Query<LogAsking, Page<FoundLogLine>> {
  readonly rule: Rule = {
    name: 'networking.listRadiusLog',
    sentence: 'Read the log of logins',
    permission: NetworkingPermissions['log.view'],
  };

  async answer(asking: LogAsking, { sql, actor }: Asking): Promise<Page<FoundLogLine>> {
    const filter = [
      asking.login?.toLowerCase() ?? null,
      asking.customerId ?? null,
      asking.routerId ?? null,
      asking.outcome ?? null,
      asking.code ?? null,
      reachOf(actor),
    ];
    const [at, id] = !asking.after ? [null, null] : decodeCursor(asking.after, 2);
    const rows = await sql.query<FoundLogLine>(
      `SELECT line.id, line.at, line.outcome, line.code, line.method, line.router_id AS "routerId", coalesce(router.name, '') AS "routerName",
         host(line.source_address) AS "sourceAddress", line.login, line.service_id AS "serviceId", line.customer_id AS "customerId",
         line.calling_station AS "callingStation", line.nas_port AS "nasPort", line.signed AS "isSigned", line.secret_suspected AS "isSecretSuspected"
       FROM networking.radius_log line LEFT JOIN networking.router router ON router.id = line.router_id
       WHERE ${FILTER} AND ($7::timestamptz IS NULL OR (line.at, line.id) < ($7, $8::bigint)) ORDER BY line.at DESC, line.id DESC LIMIT $9`,
      [...filter, at, id, asking.first + 1],
    );
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM networking.radius_log line WHERE ${FILTER} LIMIT ${COUNT_CAP + 1}) one`,
      filter,
    );
    const count = counted?.count ?? 0;
    return cutPage(rows, asking.first, (row) => encodeCursor([row.at.toISOString(), row.id]), {
      count: Math.min(count, COUNT_CAP),
      exact: count <= COUNT_CAP,
    });
  }
}
