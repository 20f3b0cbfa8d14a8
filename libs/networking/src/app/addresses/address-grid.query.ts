import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { invalid } from '@demarc/kernel';
import { type Sql, together } from '@demarc/persistence';
import { type Cell, type CellHolding, type CellSession, gridCells, gridWindow } from '../../domain/address-grid.js';
import { lastOf, type Prefix, prefixAround } from '../../domain/prefix.js';
import { addressText, prefixText, readAddress } from '../../domain/prefix-text.js';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';
import { networkById, storedPrefix } from './networks.js';

export interface GridHolding extends CellHolding {
  readonly id: string;
  readonly customerId: string | null;
  readonly login: string | null;
  readonly label: string;
  readonly notedBy: string;
  readonly since: Date;
  readonly until: Date | null;
}

export interface GridSession extends CellSession {
  readonly customerId: string | null;
  readonly login: string | null;
  readonly startedAt: Date;
}

export interface FoundGrid {
  readonly poolId: string;
  readonly page: string;
  readonly pages: string;
  readonly cells: Cell<GridHolding, GridSession>[];
}

export interface GridAsking {
  readonly poolId: string;
  /** An address: the page that it is on. */
  readonly around: string | null;
  readonly page: number;
}

/** A page of a network, cell by cell: who has it, what it is kept for, who is online on it. */
@Injectable()
export class AddressGrid extends Query<GridAsking, FoundGrid> {
  readonly rule: Rule = {
    name: 'networking.addressGrid',
    sentence: 'See the addresses of a network one by one',
    permission: NetworkingPermissions['pool.view'],
  };

  async answer({ poolId, around, page }: GridAsking, { sql, actor, clock }: Asking): Promise<FoundGrid> {
    const network = await networkById(sql, poolId);
    const address = around === null ? undefined : readAddress(around.trim());
    if (around !== null && address?.family !== network.prefix.family)
      throw invalid('BAD_ADDRESS', 'This is not an address of this network.', [
        { field: 'around', message: `must be in ${prefixText(network.prefix)}` },
      ]);
    const window = gridWindow(network, address?.address ?? null, BigInt(page));
    const [first, last] = [window.units[0], window.units.at(-1)];
    if (!first || !last) return { poolId, page: '0', pages: '1', cells: [] };
    const span = { family: first.family, first: first.first, last: lastOf(last) };
    const [holdings, sessions, taken] = await together(
      holdingsIn(sql, span, clock.now(), reachOf(actor)),
      sessionsIn(sql, span, reachOf(actor)),
      sql.query<{ taken: string }>('SELECT taken FROM networking.taken_of($1, $2)', [
        prefixText(prefixAround(span.family, span.first, Math.max(network.prefix.length, network.unitLength - 8))),
        clock.now(),
      ]),
    );
    const cells = gridCells(network, window.units, {
      holdings,
      sessions,
      taken: taken.map((row) => storedPrefix(row.taken)),
    });
    return { poolId, page: String(window.page), pages: String(window.pages), cells };
  }
}

interface Span {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const stored = <Row extends { readonly held: string }>({
  held,
  ...row
}: Row): Omit<Row, 'held'> & { readonly prefix: Prefix } => ({
  ...row,
  prefix: storedPrefix(held),
});

async function holdingsIn(
  sql: Sql,
  { family, first, last }: Span,
  now: Date,
  reach: string | null,
): Promise<GridHolding[]> {
  const rows = await sql.query<Omit<GridHolding, 'prefix'> & { readonly held: string }>(
    `SELECT one.id, one.held::text, one.kind, one.service_id AS "serviceId", one.customer_id AS "customerId", access.login, one.label,
       one.noted_by AS "notedBy", lower(one.during) AS since, upper(one.during) AS until
      FROM networking.address_holding one LEFT JOIN networking.access access USING (service_id)
     WHERE one.held && inet_merge($1::inet, $2::inet) AND one.during @> $3::timestamptz AND (one.customer_id IS NULL OR ${reached('one', 4)})
     ORDER BY one.held`,
    [addressText(family, first), addressText(family, last), now, reach],
  );
  return rows.map(stored);
}

async function sessionsIn(sql: Sql, { family, first, last }: Span, reach: string | null): Promise<GridSession[]> {
  const columns = family === 4 ? ['framed_ipv4'] : ['framed_ipv6', 'delegated_prefix'];
  const parts = columns.map(
    (
      column,
    ) => `SELECT session.${column}::cidr::text AS held, session.service_id AS "serviceId", session.customer_id AS "customerId", session.login,
        session.started_at AS "startedAt" FROM networking.session_open session
       WHERE session.${column} >= $1::inet AND session.${column} <= $2::inet AND (session.customer_id IS NULL OR ${reached('session', 3)})`,
  );
  const rows = await sql.query<Omit<GridSession, 'prefix'> & { readonly held: string }>(
    `${parts.join(' UNION ALL ')} LIMIT 2000`,
    [addressText(family, first), addressText(family, last), reach],
  );
  return rows.map(stored);
}
