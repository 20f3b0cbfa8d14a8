import { Injectable } from '@nestjs/common';
import { Clock, RandomSource } from '@demarc/kernel';
import { Database, NOTHING, type Sql } from '@demarc/persistence';
import type { SubjectKind } from '../domain/session-life.js';
import { tokenHash } from './token-hash.js';

/**
 * Browsers that have signed in to an account before. Their tries are counted apart from everybody else's (OWASP "device
 * cookies"), so that guessing from elsewhere cannot keep the owner out.
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {}

  async knows(token: string | undefined, kind: SubjectKind, subjectId: string | undefined): Promise<boolean> {
    if (token === undefined) return false;
    const row = await this.database.read(NOTHING, (sql) =>
      sql.first(
        'SELECT 1 AS known FROM platform.known_device WHERE device_hash = $1 AND subject_kind = $2 AND subject_id = $3',
        [tokenHash(token), kind, subjectId ?? null],
      ),
    );
    return row !== undefined;
  }

  /** Remembers the browser for this account; answers the token for its cookie. */
  async remember(sql: Sql, token: string | undefined, kind: SubjectKind, subjectId: string): Promise<string> {
    const kept = token ?? this.random.token();
    await sql.execute(
      `INSERT INTO platform.known_device (device_hash, subject_kind, subject_id, last_used_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (device_hash, subject_kind, subject_id) DO UPDATE SET last_used_at = excluded.last_used_at`,
      [tokenHash(kept), kind, subjectId, this.clock.now()],
    );
    return kept;
  }
}
