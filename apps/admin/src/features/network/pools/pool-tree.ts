import type { Pool } from './pools.graphql';

/** How deep a network lies in the tree, by its id. */
export function depthsOf(pools: readonly Pick<Pool, 'id' | 'parentId'>[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  for (const { id, parentId } of pools) depths.set(id, parentId === null ? 0 : (depths.get(parentId) ?? -1) + 1);
  return depths;
}

/** The networks around one, the widest first. */
export function pathTo<Node extends Pick<Pool, 'id' | 'parentId'>>(
  pools: readonly Node[],
  id: string,
): readonly Node[] {
  const found = pools.find((pool) => pool.id === id);
  if (!found) return [];
  return [...(found.parentId === null ? [] : pathTo(pools, found.parentId)), found];
}
