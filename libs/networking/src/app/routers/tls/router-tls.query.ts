import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Clock } from '@demarc/kernel';
import { dropAdvice } from '../../../domain/drop-advice.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { GONE_AFTER_MS } from '../../aaa/radsec/connection-book.js';

export interface FoundRouterTls {
  readonly routerId: string;
  readonly fingerprints: string[];
  readonly names: string[];
  readonly changes: 'udp' | 'tls';
  readonly isOnly: boolean;
  readonly certificateSubject: string | null;
  readonly certificateFingerprint: string | null;
  readonly certificateExpiresAt: Date | null;
  readonly lastConnectedAt: Date | null;
  readonly connections: readonly FoundConnection[];
}

export interface FoundConnection {
  readonly address: string;
  readonly protocol: string;
  readonly certificateSubject: string;
  readonly fingerprint: string;
  readonly connectedAt: Date;
  readonly heardAt: Date;
}

/** How a router is known over TLS, and its connections that are up; nothing where it does not speak TLS. */
@Injectable()
export class FindRouterTls extends Query<{ readonly routerId: string }, FoundRouterTls | null> {
  readonly rule: Rule = {
    name: 'networking.routerTls',
    sentence: 'See how a router is known over TLS',
    permission: NetworkingPermissions['router.view'],
  };

  constructor(private readonly clock: Clock) {
    super();
  }

  async answer({ routerId }: { readonly routerId: string }, { sql }: Asking): Promise<FoundRouterTls | null> {
    const found = await sql.first<Omit<FoundRouterTls, 'connections'>>(
      `SELECT tls.router_id AS "routerId", tls.changes, tls.is_only AS "isOnly", tls.certificate_subject AS "certificateSubject",
         tls.certificate_fingerprint AS "certificateFingerprint", tls.certificate_expires_at AS "certificateExpiresAt", tls.last_connected_at AS "lastConnectedAt",
         ARRAY(SELECT value FROM networking.router_tls_mark WHERE router_id = tls.router_id AND kind = 'fingerprint' ORDER BY value) AS fingerprints,
         ARRAY(SELECT value FROM networking.router_tls_mark WHERE router_id = tls.router_id AND kind = 'name' ORDER BY value) AS names
       FROM networking.router_tls tls WHERE tls.router_id = $1`,
      [routerId],
    );
    if (!found) return null;
    const connections = await sql.query<FoundConnection>(
      `SELECT host(address) || ':' || port AS address, protocol, certificate_subject AS "certificateSubject", fingerprint,
         connected_at AS "connectedAt", heard_at AS "heardAt"
       FROM networking.radsec_connection WHERE router_id = $1 AND seen_at > $2 ORDER BY connected_at DESC LIMIT 20`,
      [routerId, new Date(this.clock.now().getTime() - GONE_AFTER_MS)],
    );
    return { ...found, connections };
  }
}

export interface FoundStranger {
  readonly at: Date;
  readonly address: string;
  readonly sentence: string;
  readonly detail: string;
  readonly fingerprint: string;
}

/** Certificates that were refused in the last day, each once, so that a person can accept one. */
@Injectable()
export class ListStrangers extends Query<Record<string, never>, FoundStranger[]> {
  readonly rule: Rule = {
    name: 'networking.listStrangers',
    sentence: 'See certificates of routers that were refused',
    permission: NetworkingPermissions['router.manage'],
  };

  constructor(private readonly clock: Clock) {
    super();
  }

  async answer(_: Record<string, never>, { sql }: Asking): Promise<FoundStranger[]> {
    const rows = await sql.query<{ at: Date; address: string; code: string; detail: string }>(
      `SELECT DISTINCT ON (line.detail) line.at, host(line.source_address) AS address, line.code, line.detail FROM networking.radius_log line
        WHERE line.at > $1 AND line.outcome = 'drop' AND line.code IN ('certificate_unknown', 'certificate_untrusted', 'certificate_ambiguous')
        ORDER BY line.detail, line.at DESC LIMIT 50`,
      [new Date(this.clock.now().getTime() - 86_400_000)],
    );
    return rows
      .flatMap(({ code, ...row }) => {
        const fingerprint = /SHA-256 ([0-9a-f]{64})$/.exec(row.detail)?.[1];
        return fingerprint === undefined ? [] : [{ ...row, fingerprint, sentence: dropAdvice(code)?.sentence ?? code }];
      })
      .sort((a, b) => b.at.getTime() - a.at.getTime());
  }
}
