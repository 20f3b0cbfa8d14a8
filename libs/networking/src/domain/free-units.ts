import { bitsOf, lastOf, type Prefix, prefixAround, sizeOf } from './prefix.js';

/** What is taken of a network; `until` where it becomes free by itself. */
export interface TakenPrefix {
  readonly prefix: Prefix;
  readonly until: Date | null;
}

export interface FreeUnit {
  readonly prefix: Prefix;
  /** Null: free now. */
  readonly freeAt: Date | null;
}

/**
 * The units that a network is given out in: single addresses, or networks of one length. In IPv4 the first and the last address
 * of a network are its own and its broadcast, except where it has no more than two (RFC 3021).
 */
export function usableUnits(
  network: Prefix,
  unitLength: number,
): { readonly first: bigint; readonly count: bigint; readonly step: bigint } {
  const step = sizeOf({ ...network, length: unitLength });
  const count = sizeOf(network) / step;
  const isWithEnds = network.family === 6 || unitLength < bitsOf(4) || count <= 2n;
  return isWithEnds ? { first: network.first, count, step } : { first: network.first + step, count: count - 2n, step };
}

/** Whether the first unit is the network's own address, or the last its broadcast: no customer has it. */
export function isEndOfNetwork(network: Prefix, unitLength: number, unit: Prefix): boolean {
  const { first, count, step } = usableUnits(network, unitLength);
  return unit.first < first || unit.first >= first + count * step;
}

/**
 * The lowest units that nobody has, in order. Those that become free by themselves below the last of them are told too, with the
 * instant; they do not count. `taken` comes in the order of its addresses and may hold more or less than a unit.
 */
export function freeUnits(
  network: Prefix,
  unitLength: number,
  taken: readonly TakenPrefix[],
  most: number,
): FreeUnit[] {
  const { first, count, step } = usableUnits(network, unitLength);
  const end = first + count * step;
  const found: FreeUnit[] = [];
  let free = 0;
  let next = first;
  const passTo = (limit: bigint): void => {
    for (; next < limit && free < most; next += step, free += 1)
      found.push({ prefix: { family: network.family, first: next, length: unitLength }, freeAt: null });
  };
  for (const { prefix, until } of taken) {
    if (free >= most) break;
    const held = prefixAround(network.family, prefix.first, Math.min(prefix.length, unitLength));
    if (lastOf(held) < next) continue;
    passTo(held.first < end ? held.first : end);
    if (free >= most) break;
    if (until && prefix.length >= unitLength && held.first >= next && held.first < end)
      found.push({ prefix: held, freeAt: until });
    if (lastOf(held) >= next) next = lastOf(held) + 1n;
  }
  passTo(end);
  return found;
}
