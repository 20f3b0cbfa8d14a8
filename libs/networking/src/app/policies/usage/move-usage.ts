import type { Sql } from '@demarc/persistence';
import { MARK } from './usage-statements.js';

/**
 * Before an access is taken over: nobody moves its usage on, or works it out, until that is done. What is locked is locked in the
 * order of everybody else, the mark, the policy that holds, the access.
 */
export async function holdUsage(sql: Sql, from: string, to: string): Promise<void> {
  await sql.query(`${MARK} FOR SHARE`);
  await sql.query(
    'SELECT 1 FROM networking.effective_policy WHERE service_id = ANY ($1::uuid[]) ORDER BY service_id FOR UPDATE',
    [[from, to]],
  );
}

/** What was used, bought and given goes with the access, when another service takes it over. */
export async function moveUsage(sql: Sql, from: string, to: string): Promise<void> {
  await sql.execute('DELETE FROM networking.usage_counter WHERE service_id = $1', [to]);
  await sql.execute('UPDATE networking.usage_counter SET service_id = $2 WHERE service_id = $1', [from, to]);
  // What is beside the counters as yet goes into those of the access that it belongs to when it does.
  await sql.execute(`UPDATE networking.usage_raw SET service_id = $2 WHERE service_id = $1 AND at >= (${MARK})`, [
    from,
    to,
  ]);
  await sql.execute('UPDATE networking.quota_grant SET service_id = $2 WHERE service_id = $1', [from, to]);
  await sql.execute('DELETE FROM networking.effective_policy WHERE service_id = $1', [to]);
  await sql.execute('UPDATE networking.effective_policy SET service_id = $2 WHERE service_id = $1', [from, to]);
}
