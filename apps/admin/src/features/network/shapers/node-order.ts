import type { NodeLoad } from './shapers.graphql';

export interface PlacedNode {
  readonly load: NodeLoad;
  readonly depth: number;
}

/** As a tree is read: each part with what hangs on it below it, by name. What hangs on something unseen stands at the top. */
export function placedNodes(loads: readonly NodeLoad[]): PlacedNode[] {
  const known = new Set(loads.map(({ node }) => node.id));
  const below = Map.groupBy(loads, ({ node }) =>
    node.parent !== null && known.has(node.parent.id) ? node.parent.id : null,
  );
  const placed = (parent: string | null, depth: number): PlacedNode[] =>
    [...(below.get(parent) ?? [])]
      .sort((one, other) => one.node.name.localeCompare(other.node.name))
      .flatMap((load) => [{ load, depth }, ...placed(load.node.id, depth + 1)]);
  return placed(null, 0);
}
