import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { conflict, notFound, invalid } from '@demarc/kernel';
import { usableRange } from './address-plan.js';

interface PoolRow {
  id: string;
  name: string;
  prefix: string;
  kind: string;
}

/** Gives out addresses. The pool's row is locked meanwhile, so that two at once get two; a unique index holds it again. */
@Injectable()
export class AddressBook {
  async nextFree(act: Act, poolId: string): Promise<string> {
    const pool = await this.lock(act, poolId);
    const range = pool.kind === 'static' ? usableRange(pool.prefix) : undefined;
    if (!range)
      throw invalid(
        'NOT_A_STATIC_POOL',
        `Addresses are given one by one only from IPv4 networks of the kind STATIC; "${pool.name}" is none.`,
      );
    const row = await act.sql.first<{ address: string }>(NEXT_FREE, [range.first, range.last]);
    if (!row) throw conflict('POOL_IS_FULL', `Every address of "${pool.name}" is in use. Add another pool.`);
    return row.address;
  }

  /** A pool by name of which the router hands out addresses. */
  async requireRouterPool(act: Act, poolId: string | null | undefined): Promise<void> {
    if (!poolId)
      throw invalid('NO_POOL', 'An address from a pool needs the pool. Choose one.', [
        { field: 'poolId', message: 'is missing' },
      ]);
    const pool = await this.lock(act, poolId);
    if (pool.kind !== 'pool')
      throw invalid(
        'NOT_A_ROUTER_POOL',
        `"${pool.name}" is not handed out by the router. Choose a network of the kind POOL.`,
      );
  }

  /** What a network side refers to has to be within reach: a foreign key alone would take another partner's. */
  async requireReached(
    act: Act,
    named: { poolId?: string | null | undefined; routerId?: string | null | undefined },
  ): Promise<void> {
    if (named.poolId && !(await act.sql.first('SELECT 1 FROM networking.address_pool WHERE id = $1', [named.poolId])))
      throw notFound('address pool');
    if (named.routerId && !(await act.sql.first('SELECT 1 FROM networking.router WHERE id = $1', [named.routerId])))
      throw notFound('router');
  }

  private async lock(act: Act, poolId: string): Promise<PoolRow> {
    const pool = await act.sql.first<PoolRow>(
      'SELECT id, name, prefix::text, kind FROM networking.address_pool WHERE id = $1 FOR SHARE',
      [poolId],
    );
    if (!pool) throw notFound('address pool');
    await act.sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [poolId]);
    return pool;
  }
}

/** The first address of the range that nobody has: the start, or one after a taken one. Seen across all partners. */
const NEXT_FREE = `SELECT host(networking.next_free_address($1, $2)) AS address WHERE networking.next_free_address($1, $2) IS NOT NULL`;
