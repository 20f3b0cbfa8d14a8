import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import type { RouterId } from '../../domain/ids.js';
import type { RouterOptions } from '../../domain/router-options.js';
import { NetworkingPermissions } from '../../permissions.js';
import type { MessageAuthenticator, RouterVendor } from './router.input.js';

export interface FoundRouter {
  readonly id: RouterId;
  readonly name: string;
  readonly partnerId: string | null;
  readonly locationId: string | null;
  readonly siteId: string | null;
  readonly downloadKbps: number | null;
  readonly uploadKbps: number | null;
  readonly vendor: RouterVendor;
  readonly model: string | null;
  readonly address: string | null;
  readonly sources: string[];
  readonly messageAuthenticator: MessageAuthenticator;
  readonly hasRadiusSecret: boolean;
  readonly isKnownOverTls: boolean;
  readonly coaPort: number;
  readonly interimSeconds: number;
  readonly options: RouterOptions;
  readonly active: boolean;
  readonly lastSeenAt: Date | null;
  readonly unsignedSeenAt: Date | null;
  readonly onlineSessions: number;
  readonly createdAt: Date;
  readonly revision: number;
}

/** Routers by name: all in scope, or the given ones, retired ones included. */
@Injectable()
export class ListRouters extends Query<{ readonly ids?: readonly string[] }, FoundRouter[]> {
  readonly rule: Rule = {
    name: 'networking.listRouters',
    sentence: 'See the routers',
    permission: NetworkingPermissions['router.view'],
  };

  answer({ ids }: { readonly ids?: readonly string[] }, { sql, actor }: Asking): Promise<FoundRouter[]> {
    return sql.query<FoundRouter>(
      `SELECT router.id, router.name, router.partner_id AS "partnerId", router.location_id AS "locationId", router.site_id AS "siteId",
         router.vendor, router.model, router.download_kbps AS "downloadKbps", router.upload_kbps AS "uploadKbps",
         host(router.address) AS address, router.sources::text[] AS sources, router.message_authenticator AS "messageAuthenticator",
         router.radius_secret IS NOT NULL AS "hasRadiusSecret",
         EXISTS (SELECT FROM networking.router_tls tls WHERE tls.router_id = router.id) AS "isKnownOverTls", router.coa_port AS "coaPort", router.interim_seconds AS "interimSeconds",
         router.options, router.active, router.last_seen_at AS "lastSeenAt", router.unsigned_seen_at AS "unsignedSeenAt",
         coalesce(online.sessions, 0) AS "onlineSessions", router.created_at AS "createdAt", router.revision
       FROM networking.router router
       LEFT JOIN (SELECT router_id, count(*)::int AS sessions FROM networking.session_open GROUP BY router_id) online ON online.router_id = router.id
       WHERE ($1::uuid[] IS NULL OR router.partner_id IS NULL OR router.partner_id = ANY ($1::uuid[]))
         AND CASE WHEN $2::uuid[] IS NULL THEN router.active ELSE router.id = ANY ($2::uuid[]) END
       ORDER BY lower(router.name), router.id LIMIT 2000`,
      [partnersOf(actor), ids ?? null],
    );
  }
}
