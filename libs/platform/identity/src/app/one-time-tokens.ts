import { Injectable } from '@nestjs/common';
import { RandomSource, Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { tokenHash } from './token-hash.js';

export type TokenPurpose = 'first_staff' | 'invitation' | 'staff_reset' | 'customer_reset';

const HOUR_MS = 3_600_000;

const LIFE_MS: Readonly<Record<TokenPurpose, number>> = {
  first_staff: 24 * HOUR_MS,
  invitation: 7 * 24 * HOUR_MS,
  staff_reset: HOUR_MS,
  customer_reset: HOUR_MS,
};

/** Links that work once and for a while. The token stands behind `#` in the link, so that no server or proxy logs it. */
@Injectable()
export class OneTimeTokens {
  constructor(private readonly random: RandomSource) {}

  /** Makes a token; earlier ones for the same purpose and person are worth nothing from now on. */
  async make(sql: Sql, purpose: TokenPurpose, subjectId: string | null, at: Date): Promise<string> {
    await this.revoke(sql, purpose, subjectId, at);
    const token = this.random.token(32);
    await sql.execute(
      'INSERT INTO platform.one_time_token (token_hash, purpose, subject_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [tokenHash(token), purpose, subjectId, at, new Date(at.getTime() + LIFE_MS[purpose])],
    );
    return token;
  }

  async revoke(sql: Sql, purpose: TokenPurpose, subjectId: string | null, at: Date): Promise<void> {
    await sql.execute(
      'UPDATE platform.one_time_token SET used_at = $3 WHERE purpose = $1 AND subject_id IS NOT DISTINCT FROM $2 AND used_at IS NULL',
      [purpose, subjectId, at],
    );
  }

  /** Whom the token is for, without using it up. */
  async look(sql: Sql, purpose: TokenPurpose, token: string, at: Date): Promise<string | null> {
    const row = await sql.first<{ subject_id: string | null }>(
      'SELECT subject_id FROM platform.one_time_token WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3',
      [tokenHash(token), purpose, at],
    );
    if (!row) throw deadLink();
    return row.subject_id;
  }

  /** Uses the token up: exactly one of two that come at once gets through. */
  async use(sql: Sql, purpose: TokenPurpose, token: string, at: Date): Promise<string | null> {
    const row = await sql.first<{ subject_id: string | null }>(
      `UPDATE platform.one_time_token SET used_at = $3
       WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 RETURNING subject_id`,
      [tokenHash(token), purpose, at],
    );
    if (!row) throw deadLink();
    return row.subject_id;
  }
}

export function deadLink(): Refusal {
  return new Refusal('invalid', 'LINK_NOT_VALID', 'This link has expired or was used before. Ask for a new one.');
}
