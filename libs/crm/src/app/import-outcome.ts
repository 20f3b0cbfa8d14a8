import type { Sql } from '@demarc/persistence';

/** A row that an import did not take, and why. The rest of the batch is written. */
export interface RefusedRow {
  readonly id: string;
  readonly code: string;
  readonly sentence: string;
}

export interface ImportOutcome {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

export const MOST_IMPORT_ROWS = 500;

/** Sorts what an upsert `RETURNING id, (xmax = 0) AS added` answered. */
export function outcomeOf(
  written: readonly { readonly added: boolean }[],
  sent: number,
  refused: readonly RefusedRow[],
): ImportOutcome {
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added, unchanged: sent - written.length, refused };
}

/** Splits rows into those to write and those refused by the first check that says a code. */
export function sift<Row extends { readonly id: string }>(
  rows: readonly Row[],
  check: (row: Row) => { readonly code: string; readonly sentence: string } | undefined,
): { readonly kept: readonly Row[]; readonly refused: readonly RefusedRow[] } {
  const kept: Row[] = [];
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const fault = check(row);
    if (fault) refused.push({ id: row.id, ...fault });
    else kept.push(row);
  }
  return { kept, refused };
}

/** Names in use by other rows, of a table with unique names. */
export async function namesInUse(
  sql: Sql,
  table: 'crm.partner' | 'crm.location',
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ id: string; name: string }>(
    `SELECT id, name FROM ${table} WHERE name = ANY ($1::text[])`,
    [names],
  );
  return new Map(rows.map((row) => [row.name, row.id]));
}
