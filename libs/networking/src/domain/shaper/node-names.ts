import type { NodeKind, ShaperNode } from './shaper-item.js';

const ORDER: readonly NodeKind[] = ['site', 'router', 'sector'];

/**
 * A name for each node that no other has, since shapers know nodes by name: sites by their own, sectors with their site before
 * it; a router that is called like a site says what it is, and what is still the same bears the begin of its id.
 */
export function nodeNames(nodes: readonly ShaperNode[]): ReadonlyMap<string, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const names = new Map<string, string>();
  const used = new Set<string>();
  const inOrder = ORDER.flatMap((kind) =>
    nodes.filter((node) => node.kind === kind).sort((one, other) => (one.id < other.id ? -1 : 1)),
  );
  for (const node of inOrder) {
    const own = node.name.replace(/\s+/g, ' ').trim();
    const parent = node.parent && byId.get(node.parent.id);
    const first = node.kind === 'sector' && parent ? `${parent.name.trim()} / ${own}` : own;
    const name =
      [first, `${first} (${node.kind})`].find((one) => !used.has(one)) ?? `${first} (${node.kind} ${node.id})`;
    used.add(name);
    names.set(node.id, name);
  }
  return names;
}
