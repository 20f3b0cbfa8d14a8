/** A network of addresses: its first one as a number, and how many of its bits are given. `first` has no bit behind `length`. */
export interface Prefix {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly length: number;
}

export function bitsOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

/** How many addresses it has. */
export function sizeOf(prefix: Prefix): bigint {
  return 1n << BigInt(bitsOf(prefix.family) - prefix.length);
}

export function lastOf(prefix: Prefix): bigint {
  return prefix.first + sizeOf(prefix) - 1n;
}

/** The network of a length around an address; what lies behind the length is cut off. */
export function prefixAround(family: 4 | 6, address: bigint, length: number): Prefix {
  const rest = BigInt(bitsOf(family) - length);
  return { family, first: (address >> rest) << rest, length };
}

/** Whether `inner` lies in `outer`; a network lies in itself. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  return (
    outer.family === inner.family &&
    outer.length <= inner.length &&
    outer.first <= inner.first &&
    inner.first <= lastOf(outer)
  );
}

/** Two networks overlap only where one lies in the other. */
export function overlap(one: Prefix, other: Prefix): boolean {
  return contains(one, other) || contains(other, one);
}

export function samePrefix(one: Prefix, other: Prefix): boolean {
  return one.family === other.family && one.length === other.length && one.first === other.first;
}

/** IPv4 before IPv6, then by address, the larger network first: a parent stands before its children. */
export function comparePrefixes(one: Prefix, other: Prefix): number {
  if (one.family !== other.family) return one.family - other.family;
  if (one.first !== other.first) return one.first < other.first ? -1 : 1;
  return one.length - other.length;
}

/** The parts of a length that a network falls into, in order. */
export function partsOf(prefix: Prefix, length: number): Prefix[] {
  const parts = 1n << BigInt(length - prefix.length);
  const step = sizeOf({ ...prefix, length });
  return Array.from({ length: Number(parts) }, (_, index) => ({
    family: prefix.family,
    first: prefix.first + BigInt(index) * step,
    length,
  }));
}

/** The one network that parts fill without a gap and without an overlap; undefined where they do not. */
export function wholeOf(parts: readonly Prefix[]): Prefix | undefined {
  const sorted = [...parts].sort(comparePrefixes);
  const [lowest] = sorted;
  if (!lowest) return undefined;
  let next = lowest.first;
  for (const part of sorted) {
    if (part.family !== lowest.family || part.first !== next) return undefined;
    next = lastOf(part) + 1n;
  }
  const size = next - lowest.first;
  const bits = size.toString(2).length - 1;
  if (size !== 1n << BigInt(bits)) return undefined;
  const whole = prefixAround(lowest.family, lowest.first, bitsOf(lowest.family) - bits);
  return whole.first === lowest.first ? whole : undefined;
}
