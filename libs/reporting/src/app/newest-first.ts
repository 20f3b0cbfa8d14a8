import { cutPage, encodeCursor, type Page } from '@demarc/graphql';
import type { Sql } from '@demarc/persistence';
import { all, Parameters } from './parameters.js';
import { FOLLOW_INDEXES } from './planner.js';
import { checkPageSize, type PlaceKind, readPlace } from './place.js';

/** A list of one table, newest first, in the order of an index of its own. */
export interface NewestFirst {
  readonly columns: string;
  /** The table under the alias `row`, and what is joined to a page of it. */
  readonly table: string;
  readonly joins: string;
  /** The column that it is sorted by, before the id: `row.issued_on`. */
  readonly by: string;
  readonly kind: Extract<PlaceKind, 'date' | 'integer'>;
}

export interface PageQuestion {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly counted: boolean;
}

export interface Chosen {
  readonly conditions: readonly string[];
  /** A statement that answers the ids to choose from, where a text was searched for. */
  readonly within?: string | undefined;
}

const MOST_COUNTED = 10_000;

/**
 * A page is cut from the table alone, by its index; only its rows are joined to what they are shown with. Conditions must be
 * about `row`; their values are in `parameters`.
 */
export async function newestFirst<Row extends { readonly place: string; readonly id: string }>(
  sql: Sql,
  list: NewestFirst,
  { conditions, within }: Chosen,
  parameters: Parameters,
  question: PageQuestion,
): Promise<Page<Row>> {
  const first = checkPageSize(question.first);
  const source =
    within === undefined
      ? `${list.table} row`
      : `(${within}) hit CROSS JOIN LATERAL (SELECT * FROM ${list.table} own WHERE own.id = hit.id OFFSET 0) row`;
  const total = question.counted && !question.after ? await count(sql, source, conditions, parameters) : undefined;
  const place = readPlace(question.after, [list.kind, 'id']);
  const type = list.kind === 'date' ? 'date' : 'bigint';
  const after = place
    ? `(${list.by}, row.id) < (${parameters.add(place[0])}::${type}, ${parameters.add(place[1])}::uuid)`
    : 'true';
  if (within === undefined) await sql.execute(FOLLOW_INDEXES);
  const rows = await sql.query<Row>(
    `WITH page AS MATERIALIZED (SELECT row.*, ${list.by}::text AS place FROM ${source} WHERE ${all([...conditions, after])}
       ORDER BY ${list.by} DESC, row.id DESC LIMIT ${first + 1})
     SELECT row.id, row.place, ${list.columns} FROM page row ${list.joins} ORDER BY ${list.by} DESC, row.id DESC`,
    parameters.values,
  );
  return cutPage(
    rows,
    first,
    (row) => encodeCursor([row.place, row.id]),
    total ?? { count: rows.length, exact: false },
  );
}

async function count(
  sql: Sql,
  source: string,
  conditions: readonly string[],
  parameters: Parameters,
): Promise<{ count: number; exact: boolean }> {
  const row = await sql.first<{ total: string }>(
    `SELECT count(*) AS total FROM (SELECT 1 FROM ${source} WHERE ${all(conditions)} LIMIT ${MOST_COUNTED + 1}) counted`,
    parameters.values,
  );
  const total = Number(row?.total ?? 0);
  return { count: Math.min(total, MOST_COUNTED), exact: total <= MOST_COUNTED };
}
