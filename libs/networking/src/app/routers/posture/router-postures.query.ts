import { Inject, Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { SETTINGS, type Settings } from '@demarc/config';
import { partnersOf } from '@demarc/crm';
import { Clock } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { type Posture, postureOf } from '../../../domain/router-posture.js';
import { secretStrength, type SecretStrength } from '../../../domain/secret-strength.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { radiusSecretBinding } from '../../access/access-row.js';
import { type PostureRow, readPostureRows, shownOf } from './posture-rows.js';

export interface FoundPosture extends Omit<PostureRow, 'sealed' | 'apiUsername' | 'apiSha256'>, Posture {
  readonly routerId: string;
  readonly secret: SecretStrength | null;
  readonly sharedWith: number;
  /** Where routers connect over TLS; null: nobody listens there. */
  readonly tlsPort: number | null;
}

/** How well each router is protected, by name. Secrets are looked at here, and nothing of them leaves but how strong they are. */
@Injectable()
export class RouterPostures extends Query<{ readonly ids?: readonly string[] }, FoundPosture[]> {
  readonly rule: Rule = {
    name: 'networking.routerPostures',
    sentence: 'See how well routers are protected',
    permission: NetworkingPermissions['router.view'],
  };

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async answer({ ids }: { readonly ids?: readonly string[] }, { sql, actor }: Asking): Promise<FoundPosture[]> {
    const now = this.clock.now();
    const rows = await readPostureRows(sql, now, partnersOf(actor));
    const secrets = await this.opened(rows);
    const holders = new Map<string, number>();
    for (const secret of secrets.values()) holders.set(secret, (holders.get(secret) ?? 0) + 1);
    return rows
      .filter(({ id }) => ids === undefined || ids.includes(id))
      .map((row) => {
        const secret = secrets.get(row.id);
        return this.found(row, secret, (holders.get(secret ?? '') ?? 1) - 1, now);
      });
  }

  private async opened(rows: readonly PostureRow[]): Promise<ReadonlyMap<string, string>> {
    await this.secrets.ready();
    const opened = new Map<string, string>();
    for (const { id, sealed } of rows)
      if (sealed) opened.set(id, this.secrets.openNow('radius_secret', sealed, radiusSecretBinding(id)));
    return opened;
  }

  private found(row: PostureRow, clear: string | undefined, sharedWith: number, now: Date): FoundPosture {
    const { sealed: _sealed, apiUsername, apiSha256, ...plain } = row;
    const secret = clear === undefined ? null : secretStrength(clear);
    const { lastConnectedAt, certificateExpiresAt, connectedSince } = row;
    const tls = row.hasTls ? { isConnected: connectedSince !== null, lastConnectedAt, certificateExpiresAt } : null;
    const api = apiUsername === null ? 'none' : apiSha256 === null ? 'plain' : 'pinned';
    const facts = {
      ...shownOf(row),
      secret,
      sharedWith,
      signedSeenAt: row.signedSeenAt,
      tls,
      coa: row.coa,
      clock: row.clock,
      api,
    } as const;
    const tlsPort = this.settings.radiusTlsPort ?? null;
    return { ...plain, ...postureOf(facts, now), routerId: row.id, secret, sharedWith, tlsPort };
  }
}
