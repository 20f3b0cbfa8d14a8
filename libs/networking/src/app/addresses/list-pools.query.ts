import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import type { AddressPoolId } from '../../domain/ids.js';
import type { NetworkKind } from '../../domain/network-tree.js';
import { sizeOf } from '../../domain/prefix.js';
import { usableUnits } from '../../domain/free-units.js';
import { NetworkingPermissions } from '../../permissions.js';
import { storedPrefix } from './networks.js';

export interface FoundPool {
  readonly id: AddressPoolId;
  readonly parentId: AddressPoolId | null;
  readonly name: string;
  readonly prefix: string;
  readonly family: 4 | 6;
  readonly kind: NetworkKind;
  readonly unitLength: number;
  readonly routerPoolName: string | null;
  readonly routerId: string | null;
  readonly vlan: number | null;
  readonly partnerId: string | null;
  readonly locationId: string | null;
  readonly comment: string;
  /** How many services it has room for, exactly: IPv6 networks have more than a number of a few digits says. */
  readonly units: string;
  /** The same, told up to what an Int holds; 0 for roots. */
  readonly size: number;
  readonly assigned: number;
  readonly reserved: number;
  readonly online: number;
  /** Of an end network what is given or kept, of a root what is in networks; null where nothing is counted. */
  readonly usedPercent: number | null;
}

type Row = Omit<FoundPool, 'size' | 'units' | 'family' | 'usedPercent'>;

const MOST_INT = 2_147_483_647n;

/** The tree of networks, parents before their children, with how full they are. */
@Injectable()
export class ListPools extends Query<{ readonly poolId?: string }, FoundPool[]> {
  readonly rule: Rule = {
    name: 'networking.listPools',
    sentence: 'See the address pools',
    permission: NetworkingPermissions['pool.view'],
  };

  async answer({ poolId }: { readonly poolId?: string }, { sql, actor, clock }: Asking): Promise<FoundPool[]> {
    const rows = await sql.query<Row>(POOLS, [partnersOf(actor), clock.now(), poolId ?? null]);
    const inside = new Map<string, bigint>();
    for (const { parentId, prefix } of rows)
      if (parentId) inside.set(parentId, (inside.get(parentId) ?? 0n) + sizeOf(storedPrefix(prefix)));
    return rows.map((row) => counted(row, inside.get(row.id) ?? 0n));
  }
}

const POOLS = `
  SELECT pool.id, pool.parent_id AS "parentId", pool.name, pool.prefix::text, pool.kind, pool.unit_length AS "unitLength",
    pool.router_pool_name AS "routerPoolName", pool.router_id AS "routerId", pool.vlan, pool.partner_id AS "partnerId",
    pool.location_id AS "locationId", pool.comment, held.assigned, held.reserved, online.count AS online
  FROM networking.network pool
  LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE service_id IS NOT NULL)::int AS assigned, count(*) FILTER (WHERE service_id IS NULL)::int AS reserved
    FROM networking.address_holding one WHERE pool.kind <> 'root' AND one.held <<= pool.prefix::inet AND one.during @> $2::timestamptz) held ON true
  LEFT JOIN LATERAL (SELECT count(*)::int AS count FROM networking.session_open session WHERE pool.kind <> 'root' AND family(pool.prefix) = 4
    AND session.framed_ipv4 >= host(pool.prefix)::inet AND session.framed_ipv4 <= host(broadcast(pool.prefix))::inet) online ON true
  WHERE ($1::uuid[] IS NULL OR pool.partner_id IS NULL OR pool.partner_id = ANY ($1::uuid[]))
    AND ($3::uuid IS NULL OR pool.id = $3 OR pool.parent_id = $3)
  ORDER BY family(pool.prefix), pool.prefix, pool.kind <> 'root', pool.id LIMIT 5000`;

function counted(row: Row, inside: bigint): FoundPool {
  const prefix = storedPrefix(row.prefix);
  const isRoot = row.kind === 'root';
  const units = isRoot ? sizeOf(prefix) : usableUnits(prefix, row.unitLength).count;
  const used = isRoot
    ? inside
    : BigInt(row.kind === 'pool' ? Math.max(row.online, row.assigned + row.reserved) : row.assigned + row.reserved);
  return {
    ...row,
    family: prefix.family,
    units: String(units),
    size: isRoot ? 0 : Number(units < MOST_INT ? units : MOST_INT),
    usedPercent: row.kind === 'cgnat' ? null : Math.min(100, Number((used * 1000n) / units) / 10),
  };
}
