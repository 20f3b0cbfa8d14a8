import { CellDirectory } from '@demarc/config';
import type { LocalDate } from '@demarc/kernel';
import { secondServer } from '@demarc/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AccountingStore } from '../src/app/aaa/accounting-store.js';
import { FindUsage, ListOnlineSessions, RollUpUsage } from '../src/index.js';
import { reportsOf } from './accounting-reports.js';
import { type Line, type NetworkShop, openNetwork } from './network-shop.js';

interface Place {
  readonly shop: NetworkShop;
  readonly line: Line;
}

let other: Awaited<ReturnType<typeof secondServer>>;
let north: Place;
let south: Place;

beforeAll(async () => {
  other = await secondServer();
  north = await cell('north');
  south = await cell('south', other.url);
}, 120_000);

afterAll(async () => {
  for (const { shop } of [north, south]) {
    expect(await shop.world.violations()).toEqual([]);
    await shop.close();
  }
  await other.stop();
});

/** The same product on a PostgreSQL of its own; both have a customer with the same login. */
async function cell(seed: string, postgresUrl?: string): Promise<Place> {
  const shop = await openNetwork({}, { seed, ...(postgresUrl === undefined ? {} : { postgresUrl }) });
  return { shop, line: await shop.line('twin') };
}

async function live({ shop, line }: Place, octets: bigint): Promise<void> {
  const opened = await shop.nas.open({ user: 'twin', password: line.password });
  expect(opened.kind).toBe('open');
  const report = reportsOf(shop, line, { id: 'same', key: '5a'.repeat(16) });
  await shop.world.app.get(AccountingStore).write([report('interim', 300, octets)]);
  shop.world.clock.advance(120_000);
  await shop.world.app.get(RollUpUsage).run();
}

async function online({ shop }: Place): Promise<(string | null)[]> {
  const { nodes } = await shop.world.ask(ListOnlineSessions, { first: 10, search: 'twin' });
  return [...new Set(nodes.map(({ customerId }) => customerId))];
}

async function used({ shop, line }: Place): Promise<string> {
  const days = { from: '2026-03-01' as LocalDate, through: '2026-03-31' as LocalDate, granularity: 'day' as const };
  return (await shop.world.ask(FindUsage, { customerId: line.customerId, ...days })).downloadOctets;
}

it('two cells live beside each other: the same login, session and hour in both, and nothing of one is in the other', async () => {
  await Promise.all([live(north, 1_000n), live(south, 7_000n)]);
  expect(await online(north)).toEqual([north.line.customerId]);
  expect(await online(south)).toEqual([south.line.customerId]);
  expect([await used(north), await used(south)]).toEqual(['1000', '7000']);
  expect(await used({ shop: south.shop, line: north.line })).toBe('0');
  const stranger = await south.shop.nas.open({ user: 'twin', password: 'of-the-other-cell' });
  expect(stranger.kind).not.toBe('open');
});

it('one of them stands still, and the other goes on', async () => {
  await north.shop.world.app.get(AccountingStore).onApplicationShutdown();
  await live(south, 9_000n);
  expect(await used(south)).toBe('9000');
});

it('the directory says which cell a partner is in, so that whoever asks finds it', () => {
  const entry = (name: string, { shop }: Place, routers: string[]) => ({
    name,
    url: `https://${name}.example`,
    hosts: [],
    partners: [shop.partnerId],
    routers,
  });
  const directory = new CellDirectory([entry('north', north, ['10.1.0.0/16']), entry('south', south, ['10.2.0.0/16'])]);
  const places = { north, south };
  for (const [name, { shop }] of Object.entries(places)) {
    expect(directory.ofPartner(shop.partnerId)?.name).toBe(name);
    expect(directory.ofHost(`${name}.example`)?.name).toBe(name);
  }
  expect(directory.ofRouter('10.2.3.4')?.name).toBe('south');
});
