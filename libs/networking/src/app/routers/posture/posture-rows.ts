import type { Sql } from '@demarc/persistence';
import type { RouterId } from '../../../domain/ids.js';
import type { RouterCheckState } from '../../../domain/router-check.js';
import type { MessageAuthenticatorPolicy, RouterVendor } from '../../../domain/router-options.js';
import type { SigningShown } from '../../../domain/signing.js';
import { GONE_AFTER_MS } from '../../aaa/radsec/connection-book.js';

/** A router with all that its posture is judged by. */
export interface PostureRow {
  readonly id: RouterId;
  readonly name: string;
  readonly partnerId: string | null;
  readonly vendor: RouterVendor;
  readonly revision: number;
  readonly policy: MessageAuthenticatorPolicy;
  readonly sealed: Buffer | null;
  readonly lastSeenAt: Date | null;
  readonly signedSeenAt: Date | null;
  readonly signedSince: Date | null;
  readonly unsignedSeenAt: Date | null;
  readonly unsignedRefusedAt: Date | null;
  readonly apiUsername: string | null;
  readonly apiSha256: string | null;
  readonly hasTls: boolean;
  readonly isTlsOnly: boolean;
  readonly changes: 'udp' | 'tls';
  readonly certificateSubject: string | null;
  readonly certificateExpiresAt: Date | null;
  readonly lastConnectedAt: Date | null;
  readonly connectedSince: Date | null;
  readonly coa: RouterCheckState;
  readonly clock: RouterCheckState;
}

/** The routers in use that may be seen, by name. */
export function readPostureRows(sql: Sql, now: Date, partners: readonly string[] | null): Promise<PostureRow[]> {
  return sql.query<PostureRow>(ROWS, [partners, new Date(now.getTime() - GONE_AFTER_MS)]);
}

export function shownOf(row: PostureRow): SigningShown {
  const { policy, isTlsOnly, lastSeenAt, signedSince, unsignedSeenAt, unsignedRefusedAt } = row;
  return {
    policy,
    hasSecret: row.sealed !== null,
    isTlsOnly,
    lastSeenAt,
    signedSince,
    unsignedSeenAt,
    unsignedRefusedAt,
  };
}

const ROWS = `
  SELECT router.id, router.name, router.partner_id AS "partnerId", router.vendor, router.revision, router.message_authenticator AS policy,
    router.radius_secret AS sealed, router.last_seen_at AS "lastSeenAt", router.signed_seen_at AS "signedSeenAt", router.signed_since AS "signedSince",
    router.unsigned_seen_at AS "unsignedSeenAt", router.unsigned_refused_at AS "unsignedRefusedAt", router.api_username AS "apiUsername",
    router.api_sha256 AS "apiSha256", tls.router_id IS NOT NULL AS "hasTls", coalesce(tls.is_only OR router.sources = '{}', false) AS "isTlsOnly",
    coalesce(tls.changes, 'udp') AS changes, tls.certificate_subject AS "certificateSubject", tls.certificate_expires_at AS "certificateExpiresAt",
    tls.last_connected_at AS "lastConnectedAt", line.since AS "connectedSince", coalesce(coa.state, 'unknown') AS coa, coalesce(clock.state, 'unknown') AS clock
  FROM networking.router router
  LEFT JOIN networking.router_tls tls ON tls.router_id = router.id
  LEFT JOIN networking.router_check coa ON coa.router_id = router.id AND coa.kind = 'coa'
  LEFT JOIN networking.router_check clock ON clock.router_id = router.id AND clock.kind = 'clock'
  LEFT JOIN (SELECT router_id, min(connected_at) AS since FROM networking.radsec_connection WHERE seen_at > $2 GROUP BY router_id) line
    ON line.router_id = router.id
  WHERE router.active AND ($1::uuid[] IS NULL OR router.partner_id IS NULL OR router.partner_id = ANY ($1::uuid[]))
  ORDER BY lower(router.name), router.id LIMIT 2000`;
