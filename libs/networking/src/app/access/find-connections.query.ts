import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { connectionVerdict, type ConnectionVerdict } from '../../domain/connection-verdict.js';
import { DRIFT_AFTER_ATTEMPTS } from '../../domain/retry.js';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from './reach.js';

export interface FoundConnection extends ConnectionVerdict {
  readonly serviceId: string;
  readonly customerId: string;
  readonly login: string | null;
  readonly onlineSince: Date | null;
  readonly lastRejectAt: Date | null;
  readonly lastRejectCode: string | null;
  readonly lastAcceptAt: Date | null;
}

interface Row {
  readonly serviceId: string;
  readonly customerId: string;
  readonly login: string | null;
  readonly desired: 'open' | 'blocked' | 'closed';
  readonly reason: string | null;
  readonly isConverged: boolean;
  readonly isDrift: boolean;
  readonly isClosingHeld: boolean;
  readonly sessions: number;
  readonly onlineSince: Date | null;
  readonly rejectAt: Date | null;
  readonly rejectCode: string | null;
  readonly isSecretSuspected: boolean | null;
  readonly acceptAt: Date | null;
}

/** Why the connections of customers are, or are not, working. */
@Injectable()
export class ConnectionsOf extends Query<{ readonly customerIds: readonly string[] }, FoundConnection[]> {
  readonly rule: Rule = {
    name: 'networking.connectionsOf',
    sentence: 'See why a connection is, or is not, working',
    permission: NetworkingPermissions['access.view'],
    customer: 'own',
  };

  async answer(
    { customerIds }: { readonly customerIds: readonly string[] },
    { sql, actor }: Asking,
  ): Promise<FoundConnection[]> {
    const rows = await sql.query<Row>(CONNECTIONS, [customerIds, reachOf(actor)]);
    return rows.map((row) => ({
      serviceId: row.serviceId,
      customerId: row.customerId,
      login: row.login,
      onlineSince: row.onlineSince,
      lastRejectAt: row.rejectAt,
      lastRejectCode: row.rejectCode,
      lastAcceptAt: row.acceptAt,
      ...connectionVerdict({
        ...row,
        lastReject:
          row.rejectAt && row.rejectCode !== null
            ? { code: row.rejectCode, at: row.rejectAt, isSecretSuspected: row.isSecretSuspected === true }
            : null,
        lastAcceptAt: row.acceptAt,
      }),
    }));
  }
}

const CONNECTIONS = `
  SELECT access.service_id AS "serviceId", access.customer_id AS "customerId", access.login, access.desired, access.desired_reason AS reason,
    access.converged_version >= access.desired_version AS "isConverged",
    access.converged_version < access.desired_version AND access.converge_attempts >= ${DRIFT_AFTER_ATTEMPTS} AS "isDrift",
    EXISTS (SELECT 1 FROM networking.held_closing held WHERE held.service_id = access.service_id) AS "isClosingHeld",
    online.sessions, online.since AS "onlineSince", refused.at AS "rejectAt", refused.code AS "rejectCode",
    refused.secret_suspected AS "isSecretSuspected", accepted.at AS "acceptAt"
  FROM networking.access access
  LEFT JOIN LATERAL (SELECT count(*)::int AS sessions, min(session.started_at) AS since FROM networking.session_open session
    WHERE session.service_id = access.service_id) online ON true
  LEFT JOIN LATERAL (SELECT line.at, line.code, line.secret_suspected FROM networking.radius_log line
    WHERE line.customer_id = access.customer_id AND line.service_id = access.service_id AND line.outcome <> 'accept' ORDER BY line.at DESC LIMIT 1) refused ON true
  LEFT JOIN LATERAL (SELECT line.at FROM networking.radius_log line
    WHERE line.customer_id = access.customer_id AND line.service_id = access.service_id AND line.outcome = 'accept' ORDER BY line.at DESC LIMIT 1) accepted ON true
  WHERE access.customer_id = ANY ($1::uuid[]) AND access.live AND ${reached('access', 2)}
  ORDER BY access.service_id`;
