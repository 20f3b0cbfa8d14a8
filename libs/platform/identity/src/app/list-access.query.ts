import { Injectable } from '@nestjs/common';
import { holds } from '@demarc/access';
import { type Asking, Query } from '@demarc/commands';
import { notFound } from '@demarc/kernel';
import { SESSION_LIFE } from '../domain/session-life.js';
import { IdentityPermissions } from '../permissions.js';
import { knownPermissions, reachOf } from './staff-record.js';

export interface SessionListRow {
  readonly id: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly current: boolean;
}

/** Open sessions: one's own, or those of others with the right to see staff. */
@Injectable()
export class ListSessions extends Query<{ staffId?: string | undefined }, readonly SessionListRow[]> {
  readonly rule = { name: 'identity.sessions', sentence: 'See open sessions', permission: null };

  async answer(
    { staffId }: { staffId?: string | undefined },
    { sql, actor, clock }: Asking,
  ): Promise<readonly SessionListRow[]> {
    const own = actor.kind === 'staff' ? actor : undefined;
    const subject = staffId ?? own?.id;
    if (subject === undefined) return [];
    if (subject !== own?.id) {
      if (!holds(actor, IdentityPermissions['staff.view'])) throw notFound('member of staff');
      const { partners } = reachOf(actor);
      const seen = await sql.first(
        `SELECT 1 AS seen FROM platform.staff WHERE id = $1 AND ($2::uuid[] IS NULL OR (NOT every_partner AND partner_ids <@ $2::uuid[]))`,
        [subject, partners === 'all' ? null : partners],
      );
      if (!seen) throw notFound('member of staff');
    }
    const now = clock.now();
    return sql.query<SessionListRow>(
      `SELECT id, state, created_at AS "createdAt", last_seen_at AS "lastSeenAt", ends_at AS "endsAt", address, user_agent AS "userAgent", id = $4::uuid AS current
       FROM platform.session WHERE subject_kind = 'staff' AND subject_id = $1 AND ended_at IS NULL AND ends_at > $2 AND last_seen_at > $3
       ORDER BY last_seen_at DESC, id LIMIT 200`,
      [subject, now, new Date(now.getTime() - SESSION_LIFE.staff.idleMs), own?.sessionId ?? null],
    );
  }
}

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly permissions: readonly string[];
  readonly everyPartner: boolean;
  readonly partnerIds: readonly string[];
  readonly networks: readonly string[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

@Injectable()
export class ListApiKeys extends Query<Record<string, never>, readonly ApiKeyRow[]> {
  readonly rule = {
    name: 'identity.apiKeys',
    sentence: 'See the API keys',
    permission: IdentityPermissions['apiKey.view'],
  };

  async answer(_input: Record<string, never>, { sql, actor }: Asking): Promise<readonly ApiKeyRow[]> {
    const { partners } = reachOf(actor);
    const rows = await sql.query<ApiKeyRow>(
      `SELECT id, name, prefix, permissions, every_partner AS "everyPartner", partner_ids AS "partnerIds", networks::text[] AS networks,
         created_at AS "createdAt", created_by AS "createdBy", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
       FROM platform.api_key WHERE $1::uuid[] IS NULL OR (NOT every_partner AND partner_ids <@ $1::uuid[])
       ORDER BY revoked_at NULLS FIRST, name, id LIMIT 1000`,
      [partners === 'all' ? null : partners],
    );
    return rows.map((row) => ({ ...row, permissions: [...knownPermissions(row.permissions)].sort() }));
  }
}
