import { Injectable } from '@nestjs/common';
import type { Sql } from '@demarc/persistence';
import { freeUnits } from '../../domain/free-units.js';
import { prefixText } from '../../domain/prefix-text.js';
import { type Network, storedPrefix } from './networks.js';

/** The transaction that takes, and its instant. */
export interface Taking {
  readonly sql: Sql;
  readonly at: Date;
}

/** How many free units are listed at once: far more than work at the same time. */
const LISTED = 512;

/**
 * The next free unit of a network, for many at once. Each takes a row of the free list that nobody else has locked, so nobody
 * waits; one at a time lists further ones when the list runs out. A network is full only when nothing is free, nothing is listed,
 * and nobody is about to give back what they took. Who takes holds it before taking another in the same transaction.
 */
@Injectable()
export class FreeList {
  async take(act: Taking, network: Network): Promise<string | undefined> {
    for (;;) {
      const unit = await this.takeListed(act, network);
      if (unit !== undefined) return unit;
      await act.sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [network.id]);
      const meanwhile = await this.takeListed(act, network);
      if (meanwhile !== undefined) return meanwhile;
      if ((await this.list(act, network)) > 0) continue;
      if (!(await this.waitForOthers(act, network))) return undefined;
    }
  }

  /** Takes one certain unit out of the list; false where somebody else is about to have it. */
  async claim(act: Taking, network: Network, unit: string): Promise<boolean> {
    const taken = await act.sql.execute(
      `DELETE FROM networking.free_address WHERE network_id = $1 AND unit = (
         SELECT unit FROM networking.free_address WHERE network_id = $1 AND unit = $2 FOR UPDATE SKIP LOCKED)`,
      [network.id, unit],
    );
    if (taken > 0) return true;
    const listed = await act.sql.first('SELECT 1 FROM networking.free_address WHERE network_id = $1 AND unit = $2', [
      network.id,
      unit,
    ]);
    return listed === undefined;
  }

  private async takeListed(act: Taking, network: Network): Promise<string | undefined> {
    const row = await act.sql.first<{ unit: string | null }>('SELECT networking.take_free($1, $2)::text AS unit', [
      network.id,
      act.at,
    ]);
    return row?.unit ?? undefined;
  }

  /** Lists further units; answers how many of them are free now. */
  private async list(act: Taking, network: Network): Promise<number> {
    const listed = await act.sql.first<{ count: number }>(
      'SELECT count(*)::int AS count FROM networking.free_address WHERE network_id = $1',
      [network.id],
    );
    const taken = await act.sql.query<{ taken: string; until: unknown }>(
      'SELECT taken, until FROM networking.taken_of($1, $2)',
      [prefixText(network.prefix), act.at],
    );
    const free = freeUnits(
      network.prefix,
      network.unitLength,
      taken.map(({ taken: text, until }) => ({
        prefix: storedPrefix(text),
        until: until instanceof Date ? until : null,
      })),
      LISTED + (listed?.count ?? 0),
    );
    const added = await act.sql.first<{ now: number }>(
      `WITH added AS (
         INSERT INTO networking.free_address (network_id, unit, free_at)
         SELECT $1, unit, coalesce(free_at, '-infinity') FROM unnest($2::cidr[], $3::timestamptz[]) AS free (unit, free_at)
          WHERE NOT EXISTS (SELECT 1 FROM networking.free_address old WHERE old.network_id = $1 AND old.unit = free.unit)
         ON CONFLICT DO NOTHING RETURNING free_at)
       SELECT count(*) FILTER (WHERE free_at <= $4)::int AS now FROM added`,
      [network.id, free.map(({ prefix }) => prefixText(prefix)), free.map(({ freeAt }) => freeAt), act.at],
    );
    return added?.now ?? 0;
  }

  /** All that is left is in the hands of others who have not committed: what one of them gives back is for us. */
  private async waitForOthers(act: Taking, network: Network): Promise<boolean> {
    await act.sql.query(
      'SELECT unit FROM networking.free_address WHERE network_id = $1 AND free_at <= $2 ORDER BY unit LIMIT 1 FOR UPDATE',
      [network.id, act.at],
    );
    const left = await act.sql.first(
      'SELECT 1 FROM networking.free_address WHERE network_id = $1 AND free_at <= $2 LIMIT 1',
      [network.id, act.at],
    );
    return left !== undefined;
  }
}
