import type { Sql } from '@demarc/persistence';

/** How long each kind of record is kept. */
export interface Retention {
  readonly rawDays: number;
  readonly hourDays: number;
  readonly dayMonths: number;
  readonly sessionDays: number;
  readonly loginDays: number;
}

export async function readRetention(sql: Sql): Promise<Retention> {
  const kept = await sql.first<Retention>(
    `SELECT raw_days AS "rawDays", hour_days AS "hourDays", day_months AS "dayMonths", session_days AS "sessionDays", login_days AS "loginDays"
     FROM networking.retention`,
  );
  if (!kept) throw new Error('the retention is not set');
  return kept;
}
