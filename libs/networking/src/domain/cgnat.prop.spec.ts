import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksPerAddress, type CgnatPlan, hasRoom, insideOf, outsideOf } from './cgnat.js';
import { routerRecipe } from './cgnat-recipe.js';
import { contains, partsOf, type Prefix, prefixAround } from './prefix.js';
import { readAddress, readPrefix } from './prefix-text.js';

const plans: fc.Arbitrary<CgnatPlan> = fc
  .record({
    inside: fc.integer({ min: 24, max: 32 }),
    outside: fc.integer({ min: 28, max: 32 }),
    firstPort: fc.integer({ min: 1, max: 2048 }),
    lastPort: fc.integer({ min: 60_000, max: 65_535 }),
    blockPorts: fc.integer({ min: 64, max: 8_192 }),
    layout: fc.constantFrom('slices' as const, 'consecutive' as const),
  })
  .map(({ inside, outside, ...rest }) => ({
    inside: prefixAround(4, 0x64400000n, inside),
    outside: prefixAround(4, 0xcb007100n, outside),
    ...rest,
  }));

function members(plan: CgnatPlan): bigint[] {
  return partsOf(plan.inside, 32).map(({ first }) => first);
}

describe('a shared address', () => {
  it('leads from the inside out and back to the same customer, whatever port of the block is asked for', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (plan, any) => {
        for (const inside of members(plan)) {
          const block = outsideOf(plan, inside);
          if (!block) continue;
          expect(block.firstPort).toBeGreaterThanOrEqual(plan.firstPort);
          expect(block.lastPort).toBeLessThanOrEqual(plan.lastPort);
          for (const port of [block.firstPort, block.lastPort, block.firstPort + (any % plan.blockPorts)])
            expect(insideOf(plan, block.address, port)).toBe(inside);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives everybody a block where it says that there is room, and no two the same', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const given = members(plan).flatMap((inside) => outsideOf(plan, inside) ?? []);
        expect(given.length === members(plan).length).toBe(hasRoom(plan));
        expect(new Set(given.map(({ address, firstPort }) => `${address}:${firstPort}`)).size).toBe(given.length);
      }),
    );
  });

  it('has nobody behind ports that are not given out', () => {
    const plan = {
      inside: net('100.64.0.0/26'),
      outside: net('203.0.113.0/31'),
      firstPort: 1024,
      lastPort: 65_535,
      blockPorts: 2_000,
      layout: 'consecutive',
    } as const;
    expect(blocksPerAddress(plan)).toBe(32);
    expect(insideOf(plan, address('203.0.113.0'), 80)).toBeUndefined();
    expect(insideOf(plan, address('203.0.113.0'), 65_100)).toBeUndefined();
    expect(insideOf(plan, address('203.0.113.2'), 2_000)).toBeUndefined();
    expect(insideOf(plan, address('203.0.113.1'), 1_024)).toBe(address('100.64.0.32'));
  });
});

describe('the rules for the router', () => {
  it('translate each inside address as the plan says', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        fc.pre(hasRoom(plan));
        const rules = routerRecipe(plan, { mark: 'demarc:cgnat', outInterfaceList: 'WAN' }) ?? [];
        for (const inside of members(plan).filter((_, index, all) => index % 7 === 0 || index === all.length - 1))
          for (const protocol of ['tcp', 'udp', 'icmp']) {
            const block = outsideOf(plan, inside);
            const ports = protocol === 'icmp' ? undefined : `${block?.firstPort}-${block?.lastPort}`;
            expect(translated(rules.slice(1), inside, protocol)).toEqual({ address: block?.address, ports });
          }
      }),
      { numRuns: 40 },
    );
  });

  it('are few in slices: 32 share an address by 96 rules, not by thousands', () => {
    const plan = {
      inside: net('100.64.0.0/19'),
      outside: net('203.0.113.0/24'),
      firstPort: 1024,
      lastPort: 65_535,
      blockPorts: 2_016,
      layout: 'slices',
    } as const;
    expect(routerRecipe(plan, { mark: 'm', outInterfaceList: 'WAN' })).toHaveLength(97);
    expect(routerRecipe({ ...plan, layout: 'consecutive' }, { mark: 'm', outInterfaceList: 'WAN' })).toBeUndefined();
  });
});

/** What a router does with a packet: the first rule that fits, chains followed. */
function translated(
  rules: readonly string[],
  inside: bigint,
  protocol: string,
  chain = 'srcnat',
): { address: bigint | undefined; ports: string | undefined } | undefined {
  for (const line of rules) {
    const rule = Object.fromEntries(
      line.split(' ').flatMap((word) => (word.includes('=') ? [word.split('=')] : [])),
    ) as Record<string, string>;
    if (rule['chain'] !== chain || (rule['protocol'] ?? protocol) !== protocol || !matches(rule['src-address'], inside))
      continue;
    if (rule['action'] === 'jump') return translated(rules, inside, protocol, rule['jump-target']);
    const to = net(rule['to-addresses'] ?? '');
    const place = rule['action'] === 'netmap' ? inside - net(rule['src-address'] ?? '').first : 0n;
    return { address: to.first + place, ports: rule['to-ports'] };
  }
  return undefined;
}

function matches(range: string | undefined, inside: bigint): boolean {
  if (range === undefined) return true;
  const [from = '', to] = range.split('-');
  if (to !== undefined) return address(from) <= inside && inside <= address(to);
  return contains(net(from), { family: 4, first: inside, length: 32 });
}

function net(text: string): Prefix {
  const prefix = readPrefix(text);
  if (!prefix) throw new Error(`${text} is no network`);
  return prefix;
}

function address(text: string): bigint {
  const read = readAddress(text);
  if (!read) throw new Error(`${text} is no address`);
  return read.address;
}
