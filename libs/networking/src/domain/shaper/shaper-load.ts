import { isAssumed } from './libreqos.js';
import type { Circuit, ShaperNode } from './shaper-item.js';

export interface NodeLoad {
  readonly node: ShaperNode;
  readonly circuits: number;
  /** What is promised to the open circuits at and below it together, in kbit/s. */
  readonly soldDownloadKbps: number;
  readonly soldUploadKbps: number;
  readonly guaranteedDownloadKbps: number;
  readonly guaranteedUploadKbps: number;
  /** Shapers that need a capacity are told one that nobody has said. */
  readonly isAssumed: boolean;
  /** How often the capacity is sold, the worse of the two directions; null where it is not known. */
  readonly oversubscription: number | null;
}

interface Sum {
  circuits: number;
  down: number;
  up: number;
  sureDown: number;
  sureUp: number;
}

/** A node and all that hang on it, however far below. */
export function nodesBelow(nodes: readonly ShaperNode[], id: string): ReadonlySet<string> {
  const below = new Set([id]);
  let before = 0;
  while (below.size > before) {
    before = below.size;
    for (const { id: child, parent } of nodes) if (parent && below.has(parent.id)) below.add(child);
  }
  return below;
}

/** What is sold at and below each node. */
export function shaperLoad(nodes: readonly ShaperNode[], circuits: readonly Circuit[]): NodeLoad[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const sums = new Map<string, Sum>(
    nodes.map(({ id }) => [id, { circuits: 0, down: 0, up: 0, sureDown: 0, sureUp: 0 }]),
  );
  for (const { parent, state, rates, guaranteed } of circuits) {
    if (state !== 'open' || rates === null) continue;
    for (let at = parent && byId.get(parent.id); at; at = at.parent && byId.get(at.parent.id)) {
      const sum = sums.get(at.id);
      if (!sum) break;
      sum.circuits += 1;
      sum.down += rates.download / 1_000;
      sum.up += rates.upload / 1_000;
      sum.sureDown += (guaranteed?.download ?? 0) / 1_000;
      sum.sureUp += (guaranteed?.upload ?? 0) / 1_000;
    }
  }
  return nodes.map((node) => loadOf(node, sums.get(node.id)));
}

function loadOf(node: ShaperNode, sum: Sum | undefined): NodeLoad {
  const { circuits, down, up, sureDown, sureUp } = sum ?? { circuits: 0, down: 0, up: 0, sureDown: 0, sureUp: 0 };
  const shares = [
    ...(node.downloadKbps === null ? [] : [down / node.downloadKbps]),
    ...(node.uploadKbps === null ? [] : [up / node.uploadKbps]),
  ];
  return {
    node,
    circuits,
    soldDownloadKbps: Math.round(down),
    soldUploadKbps: Math.round(up),
    guaranteedDownloadKbps: Math.round(sureDown),
    guaranteedUploadKbps: Math.round(sureUp),
    isAssumed: isAssumed(node),
    oversubscription: shares.length === 0 ? null : Math.round(Math.max(...shares) * 100) / 100,
  };
}
