import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouterWay } from '../src/routeros/objects/managed-access.js';
import { compare, driftOf, keptRouter, type KeptSim, type SeenItem } from './drift-shop.js';
import { type NetworkShop, openNetwork } from './network-shop.js';

const ACCESS = { ipv4Assignment: 'permanent' } as const;
const WAYS: [RouterWay, string, Record<string, unknown>][] = [
  ['ppp_secrets', '/ppp/secret', { method: 'pppoe' }],
  ['dhcp_leases', '/ip/dhcp-server/lease', { method: 'ipoe', macs: ['02:00:5e:10:00:01'] }],
  ['hotspot_users', '/ip/hotspot/user', { method: 'hotspot' }],
];

let shop: NetworkShop;
const sims: KeptSim[] = [];

beforeAll(async () => {
  shop = await openNetwork();
});

afterAll(async () => {
  for (const { sim } of sims) await sim.stop();
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

/** A customer on a router of their own that is only compared. */
async function lineBy(name: string, net: number, [way, , access]: (typeof WAYS)[number]): Promise<KeptSim> {
  const api = { mode: 'passive', shaping: 'simple_queue', keepLists: true };
  const options = { blockBy: 'address_list', activeAddressList: 'Active', api };
  const kept = await keptRouter(shop, { name, source: `127.0.1.${net}`, way, options });
  sims.push(kept);
  await shop.line(name, { ...ACCESS, ...access, routerId: kept.routerId, ipv4: `10.50.${net}.1` });
  await compare(shop, kept.routerId);
  return kept;
}

async function causes({ routerId }: KeptSim): Promise<string[]> {
  return (await driftOf(shop, routerId)).map(({ menu, cause }) => `${menu} ${cause}`).sort();
}

/** The row that is missing, put there with our mark by somebody, though not quite as it should be. */
function putByHand({ sim }: KeptSim, { menu, fields }: SeenItem, key: string): void {
  const values = Object.fromEntries(
    fields.filter(({ wanted }) => wanted !== null).map((one) => [one.field, one.wanted ?? '']),
  );
  sim.add(menu ?? '', { ...values, comment: key, disabled: 'yes' });
}

describe.each(WAYS)('on a router with %s', (...way) => {
  const [name, menu] = way;
  it('what was there with our mark and is gone was removed by hand, though it was never as it should be', async () => {
    const kept = await lineBy(`line-${name}`, WAYS.findIndex(([one]) => one === name) + 1, way);
    const items = await driftOf(shop, kept.routerId);
    const menus = [menu, '/queue/simple', '/ip/firewall/address-list'].sort();
    expect(await causes(kept)).toEqual(menus.map((one) => `${one} never_told`));
    const keys = await shop.world.rows<{ name: string; key: string }>(
      'SELECT name, key FROM networking.router_drift_item WHERE router_id = $1',
      [kept.routerId],
    );
    for (const item of items) putByHand(kept, item, keys.find((one) => one.name === item.name)?.key ?? '');
    await compare(shop, kept.routerId);
    expect(await causes(kept)).toEqual(menus.map((one) => `${one} differs`));
    for (const one of menus)
      for (const row of kept.sim.rows(one)) kept.sim.remove(one, { comment: row['comment'] ?? '' });
    await compare(shop, kept.routerId);
    expect(await causes(kept)).toEqual(menus.map((one) => `${one} removed_by_hand`));
  });
});
