import { comparePrefixes, contains, type Prefix, samePrefix } from './prefix.js';

/**
 * `root`: holds others, nothing is given from it. `static`: given to services one by one. `pool`: the router hands it out.
 * `delegation`: whole networks are given to services. `cgnat`: public addresses that many share. `management`: of devices.
 */
export const NETWORK_KINDS = ['root', 'static', 'pool', 'management', 'delegation', 'cgnat'] as const;
export type NetworkKind = (typeof NETWORK_KINDS)[number];

export interface TreeNode {
  readonly id: string;
  readonly prefix: Prefix;
  readonly kind: NetworkKind;
}

export type Planted<Node extends TreeNode> =
  | { readonly kind: 'tree'; readonly parents: ReadonlyMap<string, Node | null> }
  | { readonly kind: 'overlap'; readonly one: Node; readonly other: Node };

/**
 * Puts each network below the smallest root around it. Only a root holds others: a network around one that is no root, and a
 * second one with the same addresses, overlap. An end network may fill its root wholly. The order of the nodes is of no account.
 */
export function plantTree<Node extends TreeNode>(nodes: readonly Node[]): Planted<Node> {
  const parents = new Map<string, Node | null>();
  const around: Node[] = [];
  const sorted = [...nodes].sort((one, other) => comparePrefixes(one.prefix, other.prefix) || rank(one) - rank(other));
  for (const node of sorted) {
    let parent = around.at(-1);
    while (parent && !contains(parent.prefix, node.prefix)) {
      around.pop();
      parent = around.at(-1);
    }
    if (parent && !mayHold(parent, node)) return { kind: 'overlap', one: parent, other: node };
    parents.set(node.id, parent ?? null);
    around.push(node);
  }
  return { kind: 'tree', parents };
}

function mayHold(upper: TreeNode, lower: TreeNode): boolean {
  return upper.kind === 'root' && (lower.kind !== 'root' || !samePrefix(upper.prefix, lower.prefix));
}

function rank({ kind }: TreeNode): number {
  return kind === 'root' ? 0 : 1;
}

/** How large a part one service gets where nobody says it. An IPv6 line is a /64 (RFC 4291 §2.5.1), a home gets a /56 (RFC 6177). */
export function usualUnit({ family, length }: Prefix, kind: NetworkKind): number {
  const ofIpv6 = kind === 'delegation' ? 56 : kind === 'static' || kind === 'pool' ? 64 : 128;
  return Math.max(family === 4 ? 32 : ofIpv6, length);
}
