import type { ImportOutcome, RefusedRow } from '@demarc/crm';

export const MOST_IMPORT_ROWS = 500;

/** Sorts what an `INSERT … ON CONFLICT … RETURNING (xmax = 0) AS added` answered. */
export function outcomeOf(
  written: readonly { readonly added: boolean }[],
  sent: number,
  refused: readonly RefusedRow[] = [],
): ImportOutcome {
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added, unchanged: sent - written.length, refused };
}

/** For rows that are never written over: what is there already is left as it is. */
export function addedOnly(added: number, sent: number, refused: readonly RefusedRow[] = []): ImportOutcome {
  return { added, changed: 0, unchanged: sent - added, refused };
}

/** Rows under ids that are not there yet. */
export function newRows<Row extends { readonly id: string }>(
  rows: readonly Row[],
  present: readonly { readonly id: string }[],
): readonly Row[] {
  const known = new Set(present.map((row) => row.id));
  return rows.filter((row) => !known.has(row.id));
}
