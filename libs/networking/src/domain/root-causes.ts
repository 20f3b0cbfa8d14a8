/** A watched device in the tree of what hangs on what. */
export interface WatchedNode {
  readonly id: string;
  /** What its traffic comes through. */
  readonly parentId: string | null;
  readonly state: 'up' | 'down' | 'unknown';
}

/**
 * For each device that is down, the device to look at: the topmost one that is down on its way. A device in between that answers
 * ends the search, for the way to it works; one that was never asked does not.
 */
export function rootCauses(nodes: readonly WatchedNode[]): ReadonlyMap<string, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const roots = new Map<string, string>();
  for (const node of nodes) if (node.state === 'down') roots.set(node.id, explainedBy(node, byId)?.id ?? node.id);
  return roots;
}

/** The device that is down on the way to this one; undefined where it is its own cause. */
export function explainedBy<Node extends WatchedNode>(
  { id, parentId }: Pick<Node, 'id' | 'parentId'>,
  byId: ReadonlyMap<string, Node>,
): Node | undefined {
  const seen = new Set([id]);
  let cause: Node | undefined;
  let at = parentId === null ? undefined : byId.get(parentId);
  while (at && at.state !== 'up' && !seen.has(at.id)) {
    seen.add(at.id);
    if (at.state === 'down') cause = at;
    at = at.parentId === null ? undefined : byId.get(at.parentId);
  }
  return cause;
}

/** The devices to look at, each with those that are silent because of it. */
export function troubles<Node extends WatchedNode>(
  nodes: readonly Node[],
): { readonly root: Node; readonly hidden: Node[] }[] {
  const roots = rootCauses(nodes);
  const hidden = Map.groupBy(
    nodes.filter(({ id }) => roots.has(id) && roots.get(id) !== id),
    ({ id }) => roots.get(id),
  );
  return nodes.filter(({ id }) => roots.get(id) === id).map((root) => ({ root, hidden: hidden.get(root.id) ?? [] }));
}
