import type { Id } from '@demarc/kernel';
import { documentOf, type Ids, idsIn, type Operation } from './matrix-documents.ts';
import { MISSING } from './matrix-town.ts';
import type { GraphqlAnswer, ProductHouse } from './product-house.ts';

/** What stands for the same thing everywhere, or for nothing. */
const SHARED = new Set(['methodId', 'taxRateId', 'locationId', 'customFieldId', 'roleId', 'missing']);

export function send(
  house: ProductHouse,
  headers: Readonly<Record<string, string>>,
  operation: Operation,
  ids: Ids,
  also: readonly string[] = [],
): Promise<GraphqlAnswer> {
  const { query, variables } = documentOf(operation, ids, also, also.length > 0);
  return house.graphql(headers, query, variables);
}

export interface Probe {
  readonly operation: Operation;
  /** The id that was somebody else's. */
  readonly id: string;
  readonly foreign: GraphqlAnswer;
  readonly missing: GraphqlAnswer;
  /** The two answers as whoever asked can tell them apart. */
  readonly told: readonly [foreign: string, missing: string];
}

/** Asks for each thing of somebody else, one id at a time, and for one that there is not. */
export async function* probes(
  house: ProductHouse,
  headers: Readonly<Record<string, string>>,
  operations: readonly Operation[],
  own: Ids,
  foreign: Ids,
): AsyncGenerator<Probe> {
  const known = new Set([...Object.values(own), ...Object.values(foreign)]);
  for (const operation of operations) {
    for (const id of idsIn(operation)) {
      const theirs = foreign[id];
      if (theirs === undefined || SHARED.has(id) || theirs === own[id]) continue;
      const now = { ...own, revision: await revisionOf(house, operation, own) };
      const seen = await send(house, headers, operation, { ...now, [id]: theirs }, [id]);
      const none = await send(house, headers, operation, { ...now, [id]: MISSING }, [id]);
      yield {
        operation,
        id,
        foreign: seen,
        missing: none,
        told: [outcomeOf(seen, theirs, known), outcomeOf(none, MISSING, known)],
      };
    }
  }
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What somebody can tell from an answer, without the id that they asked for themselves, and what was made just now. */
function outcomeOf({ status, data, errors }: GraphqlAnswer, asked: string, known: ReadonlySet<string>): string {
  const told = errors.map(({ message, extensions, path }) => ({ message, extensions, path }));
  const said = JSON.stringify({ status, data, told }).replaceAll(asked, '<id>');
  return said.replaceAll(UUID, (id) => (known.has(id) ? id : '<new>'));
}

/** Where a change says which state it is about, that has to be the present one, or nothing else would be looked at. */
async function revisionOf(house: ProductHouse, { name }: Operation, own: Ids): Promise<string> {
  const [of, id] = {
    changeAccess: ['networking.access WHERE service_id', own['serviceId']],
    changeRouter: ['networking.router WHERE id', own['routerId']],
    changeCustomer: ['crm.customer WHERE id', own['customerId']],
  }[name] ?? ['', ''];
  if (!id) return '1';
  const [row] = await house.rows<{ revision: number }>(`SELECT revision FROM ${of} = $1`, [id]);
  return String(row?.revision ?? 1);
}

/** All rows of a partner, as one hash a table. Reading and refusing leave entries in the logs alone. */
export async function fingerprint(house: ProductHouse, partnerId: Id<'Partner'>): Promise<Record<string, string>> {
  const tables = await house.rows<{ name: string; column: string }>(
    `SELECT c.oid::regclass::text AS name, CASE WHEN c.oid::regclass::text = 'crm.partner' THEN 'id' ELSE 'partner_id' END AS column
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('crm', 'billing', 'networking', 'platform')
       AND c.relname NOT IN ('audit_entry')
       AND (c.oid::regclass::text = 'crm.partner' OR EXISTS (
         SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'partner_id' AND NOT a.attisdropped))`,
  );
  const hashes: Record<string, string> = {};
  for (const { name, column } of tables) {
    const [row] = await house.rows<{ hash: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS hash FROM ${name} t WHERE ${column} = $1`,
      [partnerId],
    );
    hashes[name] = row?.hash ?? '';
  }
  return hashes;
}
