import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { NetworkingPermissions } from '../../../permissions.js';
import type { RevokeReason } from './revoke-certificate.js';

export interface FoundRevoked {
  readonly fingerprint: string;
  readonly routerId: string | null;
  /** Empty where it was never shown. */
  readonly subject: string;
  readonly reason: RevokeReason;
  readonly revokedAt: Date;
  readonly revokedBy: string;
}

/** Revoked certificates, the last first: all in scope, or those of one router. */
@Injectable()
export class ListRevoked extends Query<{ readonly routerId?: string }, FoundRevoked[]> {
  readonly rule: Rule = {
    name: 'networking.listRevoked',
    sentence: 'See which certificates of routers are revoked',
    permission: NetworkingPermissions['router.view'],
  };

  answer({ routerId }: { readonly routerId?: string }, { sql, actor }: Asking): Promise<FoundRevoked[]> {
    return sql.query<FoundRevoked>(
      `SELECT fingerprint, router_id AS "routerId", subject, reason, revoked_at AS "revokedAt", revoked_by AS "revokedBy"
         FROM networking.revoked_certificate
        WHERE ($1::uuid IS NULL OR router_id = $1) AND ($2::uuid[] IS NULL OR partner_id IS NULL OR partner_id = ANY ($2))
        ORDER BY revoked_at DESC, fingerprint LIMIT 1000`,
      [routerId ?? null, partnersOf(actor)],
    );
  }
}
