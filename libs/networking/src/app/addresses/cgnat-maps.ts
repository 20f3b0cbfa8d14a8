import type { Sql } from '@demarc/persistence';
import type { CgnatPlan } from '../../domain/cgnat.js';
import { storedPrefix } from './networks.js';

/** How inside addresses share outside ones, from when to when. */
export interface CgnatMap extends CgnatPlan {
  readonly id: string;
  readonly name: string;
  readonly mode: 'deterministic' | 'dynamic';
  readonly routerId: string | null;
  readonly partnerId: string | null;
  readonly since: Date;
  readonly until: Date | null;
}

type Row = Omit<CgnatMap, 'inside' | 'outside'> & { readonly inside: string; readonly outside: string };

/** The maps that a condition over `map` chooses, in the order of their outside addresses, the newest of each first. */
export async function cgnatMaps(sql: Sql, condition: string, values: readonly unknown[]): Promise<CgnatMap[]> {
  const rows = await sql.query<Row>(
    `SELECT id, name, mode, layout, inside::text, outside::text, first_port AS "firstPort", last_port AS "lastPort", block_ports AS "blockPorts",
       router_id AS "routerId", partner_id AS "partnerId", lower(during) AS since, upper(during) AS until
      FROM networking.cgnat_map map WHERE ${condition} ORDER BY map.outside, lower(during) DESC, id LIMIT 1000`,
    values,
  );
  return rows.map((row) => ({ ...row, inside: storedPrefix(row.inside), outside: storedPrefix(row.outside) }));
}
