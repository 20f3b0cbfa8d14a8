import type { Sql } from '@demarc/persistence';

/** What was used, bought and given goes with the access, when another service takes it over. */
export async function moveUsage(sql: Sql, from: string, to: string): Promise<void> {
  await sql.execute('DELETE FROM networking.usage_counter WHERE service_id = $1', [to]);
  await sql.execute('UPDATE networking.usage_counter SET service_id = $2 WHERE service_id = $1', [from, to]);
  await sql.execute('UPDATE networking.quota_grant SET service_id = $2 WHERE service_id = $1', [from, to]);
  await sql.execute('DELETE FROM networking.effective_policy WHERE service_id = $1', [to]);
  await sql.execute('UPDATE networking.effective_policy SET service_id = $2 WHERE service_id = $1', [from, to]);
}
