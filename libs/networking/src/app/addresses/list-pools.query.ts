import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import type { AddressPoolKind } from '../../data/address-pool.entity.js';
import { usableCount } from './address-plan.js';
import type { AddressPoolId } from '../../domain/ids.js';
import { NetworkingPermissions } from '../../permissions.js';

export interface FoundPool {
  readonly id: AddressPoolId;
  readonly name: string;
  readonly prefix: string;
  readonly kind: AddressPoolKind;
  readonly routerPoolName: string | null;
  readonly partnerId: string | null;
  readonly locationId: string | null;
  readonly comment: string;
  /** Addresses for customers; 0 for IPv6, which is not counted. */
  readonly size: number;
  readonly assigned: number;
}

/** Address pools in the order of their networks, with how full they are. */
@Injectable()
export class ListPools extends Query<Record<string, never>, FoundPool[]> {
  readonly rule: Rule = {
    name: 'networking.listPools',
    sentence: 'See the address pools',
    permission: NetworkingPermissions['pool.view'],
  };

  async answer(_: Record<string, never>, { sql, actor }: Asking): Promise<FoundPool[]> {
    const rows = await sql.query<Omit<FoundPool, 'size'>>(
      `SELECT pool.id, pool.name, pool.prefix::text, pool.kind, pool.router_pool_name AS "routerPoolName", pool.partner_id AS "partnerId",
         pool.location_id AS "locationId", pool.comment,
         (SELECT count(*)::int FROM networking.access WHERE live AND ipv4 >= host(pool.prefix)::inet AND ipv4 <= host(broadcast(pool.prefix))::inet) AS assigned
       FROM networking.address_pool pool
       WHERE $1::uuid[] IS NULL OR pool.partner_id IS NULL OR pool.partner_id = ANY ($1::uuid[])
       ORDER BY pool.prefix, pool.id LIMIT 2000`,
      [partnersOf(actor)],
    );
    return rows.map((row) => ({ ...row, size: row.kind === 'root' ? 0 : usableCount(row.prefix) }));
  }
}
