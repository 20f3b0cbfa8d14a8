export interface LocationRow {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly active: boolean;
}

export interface PlacedLocation extends LocationRow {
  readonly depth: number;
}

/** Parents before their children, each level by name. */
export function locationTree(rows: readonly LocationRow[]): readonly PlacedLocation[] {
  const known = new Set(rows.map(({ id }) => id));
  const below = (parentId: string | null, depth: number): readonly PlacedLocation[] =>
    rows
      .filter((row) => (row.parentId !== null && known.has(row.parentId) ? row.parentId : null) === parentId)
      .sort((one, other) => one.name.localeCompare(other.name))
      .flatMap((row) => [{ ...row, depth }, ...below(row.id, depth + 1)]);
  return below(null, 0);
}

/** A place cannot lie in itself, nor in a place inside itself. */
export function possibleParents(rows: readonly LocationRow[], id: string | null): readonly PlacedLocation[] {
  const tree = locationTree(rows);
  const at = tree.findIndex((row) => row.id === id);
  if (at === -1) return tree;
  const depth = tree[at]?.depth ?? 0;
  const end = tree.findIndex((row, index) => index > at && row.depth <= depth);
  return [...tree.slice(0, at), ...(end === -1 ? [] : tree.slice(end))];
}
