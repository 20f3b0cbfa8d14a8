import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { freeUnits, isEndOfNetwork, usableUnits } from './free-units.js';
import { type NetworkKind, plantTree, type TreeNode } from './network-tree.js';
import {
  bitsOf,
  comparePrefixes,
  contains,
  overlap,
  partsOf,
  type Prefix,
  prefixAround,
  samePrefix,
  wholeOf,
} from './prefix.js';
import { addressText, prefixText, readAddress, readPrefix } from './prefix-text.js';

const families = fc.constantFrom(4 as const, 6 as const);
const prefixes = (least = 0): fc.Arbitrary<Prefix> =>
  families.chain((family) =>
    fc
      .tuple(fc.bigInt(0n, (1n << BigInt(bitsOf(family))) - 1n), fc.integer({ min: least, max: bitsOf(family) }))
      .map(([address, length]) => prefixAround(family, address, length)),
  );
/** Networks that meet one another often: all within a few bits. */
const near = families.chain((family) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 63 }),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom<NetworkKind>('root', 'static', 'pool'),
    )
    .map(([low, bits, kind]) => ({ prefix: prefixAround(family, BigInt(low), bitsOf(family) - bits), kind })),
);

describe('text of networks', () => {
  it('is read as it is written, in both families', () => {
    fc.assert(
      fc.property(prefixes(), (prefix) => {
        expect(readPrefix(prefixText(prefix))).toEqual(prefix);
      }),
    );
  });

  it('agrees with another library on every IPv6 address', () => {
    const sparse = fc.array(fc.constantFrom(0, 0, 0, 1, 0x20, 0xffff), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(sparse, (groups) => {
        const other = new ipaddr.IPv6([...groups]);
        const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
        expect(addressText(6, value)).toBe(other.toRFC5952String());
        expect(readAddress(other.toNormalizedString())).toEqual({ family: 6, address: value });
      }),
    );
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4/33',
    '1.2.3.4/x',
    '::1::',
    '1:2:3:4:5:6:7:8:9',
    '::12345',
    ':',
    '::/129',
    '1:2:3:4:5:6:7::8',
  ])('refuses %j', (text) => expect(readPrefix(text)).toBeUndefined());
});

describe('a network', () => {
  it('that is split and merged again is the same network', () => {
    fc.assert(
      fc.property(prefixes(), fc.integer({ min: 0, max: 6 }), fc.infiniteStream(fc.nat()), (prefix, more, order) => {
        const parts = partsOf(prefix, Math.min(prefix.length + more, bitsOf(prefix.family)));
        const keys = new Map(parts.map((part) => [part, Number(order.next().value)]));
        expect(wholeOf([...parts].sort((one, other) => (keys.get(one) ?? 0) - (keys.get(other) ?? 0)))).toEqual(prefix);
        expect(parts.every((part) => contains(prefix, part))).toBe(true);
        expect(parts.some((part, index) => index > 0 && overlap(part, parts[index - 1] ?? part))).toBe(false);
        if (parts.length > 1) expect(wholeOf(parts.slice(1))).not.toEqual(prefix);
      }),
    );
  });

  it('is made of parts of any lengths, and of nothing that leaves a gap or overlaps', () => {
    fc.assert(
      fc.property(prefixes(), fc.infiniteStream(fc.boolean()), (prefix, coin) => {
        const halves = (one: Prefix, depth: number): Prefix[] =>
          depth === 0 || one.length === bitsOf(one.family) || coin.next().value === true
            ? [one]
            : partsOf(one, one.length + 1).flatMap((half) => halves(half, depth - 1));
        const parts = halves(prefix, 4);
        expect(wholeOf(parts)).toEqual(prefix);
        if (parts.length > 2) expect(wholeOf(parts.filter((_, index) => index !== 1))).toBeUndefined();
        if (parts.length > 1) expect(wholeOf([...parts, ...parts.slice(0, 1)])).toBeUndefined();
      }),
    );
  });
});

describe('the tree', () => {
  const nodes = fc
    .array(near, { maxLength: 14 })
    .map((wanted): TreeNode[] => wanted.map((one, index) => ({ id: String(index), ...one })));

  it('is refused exactly where two networks overlap that may not lie in one another', () => {
    fc.assert(
      fc.property(nodes, (wanted) => {
        const isAbove = (one: TreeNode, other: TreeNode): boolean =>
          one.kind === 'root' &&
          contains(one.prefix, other.prefix) &&
          (other.kind !== 'root' || !samePrefix(one.prefix, other.prefix));
        const clash = wanted.some((one, index) =>
          wanted
            .slice(index + 1)
            .some((other) => overlap(one.prefix, other.prefix) && !isAbove(one, other) && !isAbove(other, one)),
        );
        expect(plantTree(wanted).kind).toBe(clash ? 'overlap' : 'tree');
      }),
      { numRuns: 500 },
    );
  });

  it('has each network below the smallest root around it, in whatever order they came', () => {
    fc.assert(
      fc.property(nodes, fc.nat(), (wanted, turn) => {
        const kept: TreeNode[] = [];
        for (const one of wanted) if (plantTree([...kept, one]).kind === 'tree') kept.push(one);
        const planted = plantTree(kept);
        if (planted.kind !== 'tree') throw new Error('what was planted one by one is no tree');
        const cut = turn % Math.max(1, kept.length);
        const turned = plantTree([...kept.slice(cut), ...kept.slice(0, cut)].reverse());
        expect(turned).toEqual(planted);
        for (const node of kept) {
          const around = kept.filter(
            (other) => other !== node && other.kind === 'root' && contains(other.prefix, node.prefix),
          );
          const smallest = around.sort((one, other) => other.prefix.length - one.prefix.length)[0];
          expect(planted.parents.get(node.id)).toBe(smallest ?? null);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is free', () => {
  const pools = families.chain((family) =>
    fc
      .record({
        base: fc.bigInt(0n, (1n << BigInt(bitsOf(family))) - 1n),
        bits: fc.integer({ min: 0, max: 7 }),
        below: fc.integer({ min: 0, max: family === 4 ? 0 : 72 }),
        coarse: fc.integer({ min: 0, max: 2 }),
      })
      .map(({ base, bits, below, coarse }) => {
        const unit = bitsOf(family) - Math.max(below, coarse);
        return { network: prefixAround(family, base, Math.max(0, unit - bits)), unit };
      }),
  );
  const taken = fc.array(fc.record({ at: fc.nat(127), wider: fc.integer({ min: -2, max: 3 }), ends: fc.boolean() }), {
    maxLength: 60,
  });

  it('is the lowest that nobody has, all of it and nothing else, down to single IPv6 addresses', () => {
    fc.assert(
      fc.property(pools, taken, fc.integer({ min: 1, max: 200 }), ({ network, unit }, wanted, most) => {
        const { first, count, step } = usableUnits(network, unit);
        const units = Array.from({ length: Number(count) }, (_, index) => ({
          family: network.family,
          first: first + BigInt(index) * step,
          length: unit,
        }));
        const held: { prefix: Prefix; until: Date | null }[] = [];
        for (const { at, wider, ends } of wanted) {
          const near = units[at % Math.max(1, units.length)];
          if (!near) continue;
          const length = Math.min(bitsOf(network.family), Math.max(0, unit - wider));
          const prefix = prefixAround(network.family, near.first, length);
          if (!held.some((one) => overlap(one.prefix, prefix))) held.push({ prefix, until: ends ? new Date(1) : null });
        }
        held.sort((one, other) => comparePrefixes(one.prefix, other.prefix));
        const found = freeUnits(network, unit, held, most);
        const expected = units.filter((one) => !held.some(({ prefix }) => overlap(prefix, one)));
        expect(found.filter(({ freeAt }) => freeAt === null).map(({ prefix }) => prefix)).toEqual(
          expected.slice(0, most),
        );
        for (const { prefix, freeAt } of found)
          if (freeAt) expect(held.some((one) => one.until !== null && overlap(one.prefix, prefix))).toBe(true);
      }),
    );
  });

  it('never is the address of an IPv4 network itself or its broadcast, but in networks of two or one', () => {
    const network = readPrefix('198.51.100.0/30');
    if (!network) throw new Error('no network');
    expect(freeUnits(network, 32, [], 9).map(({ prefix }) => prefixText(prefix))).toEqual([
      '198.51.100.1/32',
      '198.51.100.2/32',
    ]);
    const [one] = partsOf(network, 32);
    expect(one && isEndOfNetwork(network, 32, one)).toBe(true);
    const pair = partsOf(network, 31)[0];
    expect(pair && freeUnits(pair, 32, [], 9)).toHaveLength(2);
  });
});
