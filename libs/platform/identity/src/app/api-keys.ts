import { Injectable } from '@nestjs/common';
import type { ApiKeyActor } from '@demarc/access';
import { asId, Clock, Refusal } from '@demarc/kernel';
import { Database, NOTHING } from '@demarc/persistence';
import { timingSafeEqual } from 'node:crypto';
import { IdentityNews } from './identity-news.js';
import type { RequestOrigin } from './request-origin.js';
import { SignInAudit } from './sign-in-audit.js';
import { knownPermissions } from './staff-record.js';
import { tokenHash } from './token-hash.js';

interface KeyRow {
  id: string;
  name: string;
  secret_hash: Buffer;
  permissions: string[];
  every_partner: boolean;
  partner_ids: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
  networks: string[];
  address_allowed: boolean;
}

interface Remembered {
  readonly row: KeyRow;
  readonly actor: ApiKeyActor;
  readonly at: number;
  usedAt: number;
}

const SHAPE = /^dmk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const REMEMBERED_MS = 2_000;
const MOST_REMEMBERED = 2_000;
const USED_EVERY_MS = 60_000;

/** Tells which API key calls: `Authorization: Bearer dmk_<prefix>_<secret>`. Closed on every doubt. */
@Injectable()
export class ApiKeys {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly news: IdentityNews,
    private readonly audit: SignInAudit,
  ) {
    news.subscribe(() => this.forgetAll());
  }

  async authenticate(token: string, origin: RequestOrigin): Promise<ApiKeyActor> {
    const key = `${token} ${origin.address}`;
    const known = this.remembered.get(key);
    if (known && performance.now() - known.at < REMEMBERED_MS && this.isCurrent(known.row)) {
      await this.noteUse(known);
      return known.actor;
    }
    const [, prefix = '', secret = ''] = SHAPE.exec(token) ?? [];
    if (prefix === '') throw notValid();
    const row = await this.load(prefix, origin.address);
    if (!row || !timingSafeEqual(row.secret_hash, tokenHash(secret))) throw notValid();
    if (!this.isCurrent(row) || !row.address_allowed) throw await this.refusedBy(row, origin);
    const actor: ApiKeyActor = {
      kind: 'api_key',
      id: asId<'ApiKey'>(row.id),
      name: row.name,
      permissions: knownPermissions(row.permissions),
      partners: row.every_partner ? 'all' : row.partner_ids.map((id) => asId<'Partner'>(id)),
    };
    const fresh = { row, actor, at: performance.now(), usedAt: 0 };
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(key, fresh);
    await this.noteUse(fresh);
    return actor;
  }

  forgetAll(): void {
    this.remembered.clear();
  }

  private async load(prefix: string, address: string): Promise<KeyRow | undefined> {
    await this.news.listen();
    return this.database.read(NOTHING, (sql) =>
      sql.first<KeyRow>(
        `SELECT id, name, secret_hash, permissions, every_partner, partner_ids, expires_at, revoked_at, networks::text[] AS networks,
           cardinality(networks) = 0 OR $2::inet <<= ANY (networks) AS address_allowed
         FROM platform.api_key WHERE prefix = $1`,
        [prefix, address],
      ),
    );
  }

  private isCurrent(row: KeyRow): boolean {
    return row.revoked_at === null && (row.expires_at === null || row.expires_at > this.clock.now());
  }

  /** Somebody has the right secret of a key that may not be used (any more, or from there): worth a line in the audit log. */
  private refusedBy(row: KeyRow, origin: RequestOrigin): Promise<Refusal> {
    const subject = { kind: 'api_key' as const, id: row.id };
    return this.audit.refused(
      { action: 'identity.useApiKey', sentence: `Use of the API key ${row.name}`, origin, subject },
      notValid(),
    );
  }

  private async noteUse(known: Remembered): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() - known.usedAt < USED_EVERY_MS) return;
    known.usedAt = now.getTime();
    await this.database.write(NOTHING, ({ sql }) =>
      sql.execute(
        'UPDATE platform.api_key SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)',
        [known.row.id, now],
      ),
    );
  }
}

function notValid(): Refusal {
  return new Refusal(
    'unauthenticated',
    'API_KEY_NOT_VALID',
    'This API key is not valid here: unknown, expired, revoked, or not allowed from this address.',
  );
}
