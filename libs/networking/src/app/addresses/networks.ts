import type { Act } from '@demarc/commands';
import { conflict, invalid, notFound, type Refusal } from '@demarc/kernel';
import { type Sql, violatedConstraint } from '@demarc/persistence';
import { type NetworkKind, plantTree } from '../../domain/network-tree.js';
import { type Prefix, samePrefix } from '../../domain/prefix.js';
import { prefixText, readPrefix } from '../../domain/prefix-text.js';

/** A network of the tree, as it is stored. */
export interface Network {
  readonly id: string;
  readonly prefix: Prefix;
  readonly kind: NetworkKind;
  readonly name: string;
  readonly unitLength: number;
  readonly partnerId: string | null;
  readonly locationId: string | null;
  readonly routerId: string | null;
  readonly routerPoolName: string | null;
  readonly vlan: number | null;
  readonly comment: string;
}

const COLUMNS = `id, prefix::text, kind, name, unit_length AS "unitLength", partner_id AS "partnerId", location_id AS "locationId",
  router_id AS "routerId", router_pool_name AS "routerPoolName", vlan, comment`;

type Row = Omit<Network, 'prefix'> & { readonly prefix: string };

export async function networkById(sql: Sql, id: string): Promise<Network> {
  const row = await sql.first<Row>(`SELECT ${COLUMNS} FROM networking.network WHERE id = $1`, [id]);
  if (!row) throw notFound('address pool');
  return networkOf(row);
}

/** The network that an address or a prefix is given from: the end network around it. */
export async function networkAround(sql: Sql, prefix: string): Promise<Network | undefined> {
  const row = await sql.first<Row>(
    `SELECT ${COLUMNS} FROM networking.network WHERE prefix >>= $1::cidr AND kind <> 'root' LIMIT 1`,
    [prefix],
  );
  return row && networkOf(row);
}

function networkOf(row: Row): Network {
  return { ...row, prefix: storedPrefix(row.prefix) };
}

/** A router within reach: the foreign key alone would take another partner's. */
export async function requireRouter(sql: Sql, routerId: string | null | undefined): Promise<void> {
  if (routerId && !(await sql.first('SELECT 1 FROM networking.router WHERE id = $1', [routerId])))
    throw notFound('router');
}

/** What PostgreSQL writes is a network. */
export function storedPrefix(text: string): Prefix {
  const prefix = readPrefix(text);
  if (!prefix) throw new Error(`${text} is stored as a network and is none`);
  return prefix;
}

export function wantedPrefix(text: string): Prefix {
  const prefix = readPrefix(text);
  if (!prefix)
    throw invalid('BAD_PREFIX', 'This is not a network. Write it as 203.0.113.0/24 or 2001:db8::/40.', [
      { field: 'prefix', message: 'must be a network such as 203.0.113.0/24' },
    ]);
  return prefix;
}

/** The whole tree, for one who is about to change it: one at a time, so that each decides on what the one before left. */
export async function lockTree(act: Act): Promise<Network[]> {
  await act.sql.query(`SELECT pg_advisory_xact_lock(hashtextextended('networking.network', 7))`);
  const rows = await act.sql.query<Row>(
    `SELECT ${COLUMNS} FROM networking.network ORDER BY prefix, kind = 'root' DESC`,
  );
  return rows.map(networkOf);
}

/** Makes the tree of `before` the tree of `after`, each network below the root that it then belongs to. */
export async function replant(act: Act, before: readonly Network[], after: readonly Network[]): Promise<void> {
  const planted = plantTree(after);
  if (planted.kind === 'overlap') throw overlaps(planted.one, planted.other);
  const stood = plantTree(before);
  const old = new Map(before.map((network) => [network.id, network]));
  const changed = after.filter((network) => {
    const was = old.get(network.id);
    const parent = planted.parents.get(network.id) ?? null;
    const wasParent = stood.kind === 'tree' ? (stood.parents.get(network.id) ?? null) : null;
    const stays =
      parent?.id === wasParent?.id && (!parent || !wasParent || samePrefix(parent.prefix, wasParent.prefix));
    return !was || !stays || !samePrefix(was.prefix, network.prefix) || was.name !== network.name;
  });
  const kept = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  try {
    await act.sql.query('SET CONSTRAINTS networking.network_apart, networking.network_parent DEFERRED');
    await act.sql.execute('DELETE FROM networking.network WHERE id = ANY ($1::uuid[])', [gone]);
    const rows = changed.map((network) => rowOf(network, planted.parents.get(network.id) ?? null));
    await act.sql.execute(WRITE, [JSON.stringify(rows), act.at]);
    await act.sql.query('SET CONSTRAINTS networking.network_apart, networking.network_parent IMMEDIATE');
  } catch (error) {
    throw networkFault(error) ?? error;
  }
  await act.sql.execute('DELETE FROM networking.free_address WHERE network_id = ANY ($1::uuid[])', [
    changed.map(({ id }) => id),
  ]);
}

const WRITE = `
  INSERT INTO networking.network (id, parent_id, parent_prefix, partner_id, location_id, router_id, name, prefix, kind, unit_length, router_pool_name, vlan, comment, created_at)
  SELECT id, "parentId", "parentPrefix", "partnerId", "locationId", "routerId", name, prefix, kind, "unitLength", "routerPoolName", vlan, comment, $2
    FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "parentId" uuid, "parentPrefix" cidr, "partnerId" uuid, "locationId" uuid, "routerId" uuid,
      name text, prefix cidr, kind text, "unitLength" smallint, "routerPoolName" text, vlan smallint, comment text)
  ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, parent_prefix = excluded.parent_prefix, prefix = excluded.prefix,
    unit_length = excluded.unit_length, name = excluded.name, revision = network.revision + 1`;

function rowOf(network: Network, parent: Network | null): object {
  return {
    ...network,
    prefix: prefixText(network.prefix),
    parentId: parent?.id ?? null,
    parentPrefix: parent && prefixText(parent.prefix),
  };
}

function overlaps(one: Network, other: Network): Refusal {
  return conflict(
    'OVERLAPS',
    `"${one.name}" (${prefixText(one.prefix)}) and "${other.name}" (${prefixText(other.prefix)}) overlap. Choose other addresses, or make the larger one a root.`,
  );
}

/** What the constraints hold where the decision could not see: networks of other partners, and what others do meanwhile. */
export function networkFault(error: unknown): Refusal | undefined {
  switch (violatedConstraint(error)) {
    case 'network_apart':
    case 'network_parent':
    case 'network_within_parent':
      return conflict('OVERLAPS', 'These addresses overlap a network that is there already. Choose others.');
    case 'network_partner_id_fkey':
      return invalid('UNKNOWN_PARTNER', 'There is no such partner.', [
        { field: 'partnerId', message: 'does not exist' },
      ]);
    case 'network_location_id_fkey':
      return invalid('UNKNOWN_LOCATION', 'There is no such location.', [
        { field: 'locationId', message: 'does not exist' },
      ]);
    case 'network_router_id_fkey':
      return invalid('UNKNOWN_ROUTER', 'There is no such router.', [{ field: 'routerId', message: 'does not exist' }]);
    case 'access_pool_id_fkey':
      return conflict('POOL_IN_USE', 'Services draw their addresses from this network. Give them another one first.');
    default:
      return undefined;
  }
}
