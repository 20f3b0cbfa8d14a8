import { lastOf, type Prefix, sizeOf } from './prefix.js';

/**
 * How inside addresses share outside ones, each with a block of ports that follows from its address alone (RFC 7422), so that no
 * log is needed. `slices`: the inside falls into parts as large as the outside, and each part has one range of ports; a router
 * needs few rules for it. `consecutive`: neighbours share an outside address, as RFC 7422 §2 has it.
 */
export interface CgnatPlan {
  readonly inside: Prefix;
  readonly outside: Prefix;
  readonly firstPort: number;
  readonly lastPort: number;
  readonly blockPorts: number;
  readonly layout: 'slices' | 'consecutive';
}

export interface PortBlock {
  readonly address: bigint;
  readonly firstPort: number;
  readonly lastPort: number;
}

/** How many share one outside address. */
export function blocksPerAddress({ firstPort, lastPort, blockPorts }: CgnatPlan): number {
  return Math.floor((lastPort - firstPort + 1) / blockPorts);
}

/** Whether everybody inside gets a block. */
export function hasRoom(plan: CgnatPlan): boolean {
  return sizeOf(plan.outside) * BigInt(blocksPerAddress(plan)) >= sizeOf(plan.inside);
}

/** What the world sees of an inside address; undefined where the plan is not about it. */
export function outsideOf(plan: CgnatPlan, inside: bigint): PortBlock | undefined {
  const index = inside - plan.inside.first;
  const blocks = BigInt(blocksPerAddress(plan));
  if (index < 0n || inside > lastOf(plan.inside) || blocks === 0n) return undefined;
  const addresses = sizeOf(plan.outside);
  const [nth, block] =
    plan.layout === 'slices' ? [index % addresses, index / addresses] : [index / blocks, index % blocks];
  if (block >= blocks || nth >= addresses) return undefined;
  const firstPort = plan.firstPort + Number(block) * plan.blockPorts;
  return { address: plan.outside.first + nth, firstPort, lastPort: firstPort + plan.blockPorts - 1 };
}

/** Who inside has an outside address and port; undefined where nobody has. */
export function insideOf(plan: CgnatPlan, outside: bigint, port: number): bigint | undefined {
  const nth = outside - plan.outside.first;
  if (nth < 0n || outside > lastOf(plan.outside) || port < plan.firstPort || port > plan.lastPort) return undefined;
  const block = Math.floor((port - plan.firstPort) / plan.blockPorts);
  const blocks = blocksPerAddress(plan);
  if (block >= blocks) return undefined;
  const index =
    plan.layout === 'slices' ? BigInt(block) * sizeOf(plan.outside) + nth : nth * BigInt(blocks) + BigInt(block);
  const inside = plan.inside.first + index;
  return inside > lastOf(plan.inside) ? undefined : inside;
}
