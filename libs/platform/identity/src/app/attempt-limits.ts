import { Injectable } from '@nestjs/common';
import { Clock, Refusal } from '@demarc/kernel';
import { Database, NOTHING, type Sql } from '@demarc/persistence';
import { tokenHash } from './token-hash.js';

export interface AttemptLimit {
  readonly kind: string;
  readonly most: number;
  readonly windowSeconds: number;
}

export interface AttemptKey {
  readonly limit: AttemptLimit;
  /** What is counted: a login, an address, both. Stored as a hash, because people type passwords into the wrong field. */
  readonly key: string;
}

/** One login from one address, or from one device that signed in to it before. */
export const PER_LOGIN_AND_SOURCE: AttemptLimit = { kind: 'login+source', most: 10, windowSeconds: 900 };
/** One login from all sources that never signed in to it. Devices that did are not counted, so nobody locks the owner out. */
export const PER_LOGIN: AttemptLimit = { kind: 'login', most: 100, windowSeconds: 86_400 };
/** All logins from one address. */
export const PER_ADDRESS: AttemptLimit = { kind: 'address', most: 60, windowSeconds: 900 };
/** Second factors of one person from one kind of source (OWASP ASVS 5.0, 6.6.3). */
export const PER_SECOND_FACTOR: AttemptLimit = { kind: 'second-factor', most: 5, windowSeconds: 300 };
/** Mails with a reset link. */
export const RESETS_PER_LOGIN: AttemptLimit = { kind: 'reset', most: 5, windowSeconds: 3_600 };
export const RESETS_PER_ADDRESS: AttemptLimit = { kind: 'reset-address', most: 20, windowSeconds: 3_600 };
/** One-time links tried from one address. */
export const TOKENS_PER_ADDRESS: AttemptLimit = { kind: 'token-address', most: 30, windowSeconds: 900 };

interface Counted {
  count: number;
  started_at: Date;
}

/**
 * Counts tries before they are looked at, in the database: parallel tries, several processes and a restart all count.
 * Windows are fixed, so that a blocked source is free again after one window even while it goes on trying.
 */
@Injectable()
export class AttemptLimits {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Takes one try of each; answers how many seconds to wait, 0 for none. */
  async takeOrWait(keys: readonly AttemptKey[]): Promise<number> {
    const now = this.clock.now();
    return this.database.write(NOTHING, async ({ sql }) => {
      let wait = 0;
      for (const { limit, key } of inOneOrder(keys)) {
        const counted = await count(sql, limit, key, now);
        if (counted.count <= limit.most) continue;
        const ends = counted.started_at.getTime() + limit.windowSeconds * 1_000;
        wait = Math.max(wait, Math.ceil((ends - now.getTime()) / 1_000), 1);
      }
      return wait;
    });
  }

  /** After a success: forgets `cleared`, and gives the try back to the others. */
  async succeed(cleared: readonly AttemptKey[], returned: readonly AttemptKey[]): Promise<void> {
    await this.database.write(NOTHING, async ({ sql }) => {
      for (const { limit, key } of inOneOrder(cleared)) {
        await sql.execute('DELETE FROM platform.attempt WHERE kind = $1 AND key = $2', [limit.kind, hashed(key)]);
      }
      for (const { limit, key } of inOneOrder(returned)) {
        await sql.execute('UPDATE platform.attempt SET count = greatest(count - 1, 0) WHERE kind = $1 AND key = $2', [
          limit.kind,
          hashed(key),
        ]);
      }
    });
  }

  async forgetOld(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - 2 * 86_400_000);
    return this.database.write(NOTHING, ({ sql }) =>
      sql.execute('DELETE FROM platform.attempt WHERE started_at < $1', [before]),
    );
  }
}

async function count(sql: Sql, limit: AttemptLimit, key: string, now: Date): Promise<Counted> {
  const opensAfter = new Date(now.getTime() - limit.windowSeconds * 1_000);
  const row = await sql.first<Counted>(
    `INSERT INTO platform.attempt AS attempt (kind, key, started_at, count) VALUES ($1, $2, $3, 1)
     ON CONFLICT (kind, key) DO UPDATE SET
       count = CASE WHEN attempt.started_at <= $4 THEN 1 ELSE attempt.count + 1 END,
       started_at = CASE WHEN attempt.started_at <= $4 THEN $3 ELSE attempt.started_at END
     RETURNING count, started_at`,
    [limit.kind, hashed(key), now, opensAfter],
  );
  if (!row) throw new Error('an attempt was not counted');
  return row;
}

/** The refusal for somebody who has to wait. */
export function tooManyTries(retryAfterSeconds: number): Refusal {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const wait = minutes > 90 ? `${Math.ceil(minutes / 60)} hours` : minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return new Refusal(
    'too_many',
    'TOO_MANY_TRIES',
    `Too many tries. Wait ${wait} and try again, or ask for a new password.`,
    {
      details: { retryAfterSeconds },
    },
  );
}

function hashed(key: string): string {
  return tokenHash(key).toString('base64url');
}

/** Rows are locked in one order, so that parallel tries do not lock each other. */
function inOneOrder(keys: readonly AttemptKey[]): readonly AttemptKey[] {
  return keys.toSorted((left, right) => (left.limit.kind + left.key < right.limit.kind + right.key ? -1 : 1));
}
