import { contentHash } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { FreeradiusWays } from '../../domain/freeradius-switch.js';

interface SwitchedWays extends FreeradiusWays {
  readonly changedAt: Date | null;
}

export async function freeradiusWays(sql: Sql): Promise<SwitchedWays> {
  const row = await sql.first<SwitchedWays>(
    'SELECT rest_credential IS NOT NULL AS rest, sql_enabled AS sql, changed_at AS "changedAt" FROM networking.freeradius_mode',
  );
  return row ?? { rest: false, sql: false, changedAt: null };
}

export function seenOf({ rest, sql, changedAt }: SwitchedWays): string {
  return contentHash({ rest, sql, changedAt: changedAt?.toISOString() ?? null });
}
