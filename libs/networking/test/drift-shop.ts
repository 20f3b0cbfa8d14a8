import { Database, EVERYTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { SimRouter, type SimRouterOptions } from '../../../tools/sim-routeros/sim-router.ts';
import { AddService } from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { AddRouter, CompareRouters, ProvisionAccess, type RouterId } from '../src/index.js';
import { apiPasswordBinding } from '../src/app/drift/managed-routers.js';
import { canonicalRow } from '../src/routeros/index.js';
import { MANAGED_MENUS } from '../src/routeros/objects/router-object.js';
import type { RouterWay } from '../src/routeros/objects/managed-access.js';
import type { Line, NetworkShop } from './network-shop.js';

export interface KeptSim {
  readonly routerId: RouterId;
  readonly sim: SimRouter;
}

/** A router's simulator, and the router of the product that speaks to it (or to a proxy before it). */
export async function keptRouter(
  shop: NetworkShop,
  given: {
    readonly name: string;
    readonly source: string;
    readonly way: RouterWay;
    readonly options: Record<string, unknown>;
    readonly sim?: SimRouterOptions;
    readonly port?: (sim: SimRouter) => number | Promise<number>;
  },
): Promise<KeptSim> {
  const sim = new SimRouter({ users: { demarc: 'of-the-router' }, ...given.sim });
  await sim.start();
  const { world } = shop;
  const { routerId } = await world.run(AddRouter, {
    name: given.name,
    vendor: 'mikrotik',
    sources: [given.source],
    accessMethod: given.way,
  });
  const sealed = await world.app.get(SecretBox).seal('router_password', 'of-the-router', apiPasswordBinding(routerId));
  const port = (await given.port?.(sim)) ?? sim.port;
  await world.app
    .get(Database)
    .write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE networking.router SET address = '127.0.0.1', api_username = 'demarc', api_password = $2, api_port = $3, options = $4 WHERE id = $1`,
        [routerId, sealed, port, JSON.stringify(given.options)],
      ),
    );
  return { routerId, sim };
}

/** Many customers at once: what follows from each is waited for together. */
export async function linesOn(
  { world, partnerId, planId }: NetworkShop,
  wanted: readonly {
    readonly login: string;
    readonly routerId: RouterId;
    readonly ipv4: string;
    readonly delegatedPrefix?: string;
  }[],
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { login } of wanted) {
    const { customerId } = await world.run(OpenCustomer, {
      partnerId,
      category: 'person',
      name: `Customer of ${login}`,
    });
    const { serviceId } = await world.run(AddService, { customerId, planId, startsOn: '2026-03-01' as LocalDate });
    lines.push({ customerId, serviceId, login, password: `secret-of-${login}` });
  }
  await world.settle();
  for (const [k, { routerId, ipv4, delegatedPrefix }] of wanted.entries()) {
    const line = lines[k];
    if (line)
      await world.run(ProvisionAccess, {
        serviceId: line.serviceId,
        method: 'pppoe',
        login: line.login,
        password: line.password,
        routerId,
        ipv4,
        ipv4Assignment: 'permanent',
        ...(delegatedPrefix === undefined ? {} : { delegatedPrefix }),
      });
  }
  await world.settle();
  return lines;
}

export async function compare(shop: NetworkShop, ...routerIds: RouterId[]): Promise<void> {
  await shop.world.run(CompareRouters, { routerIds });
  await shop.world.settle();
}

export interface SeenItem {
  readonly menu: string | null;
  readonly name: string;
  readonly cause: string;
  readonly remedy: string;
  readonly fields: { readonly field: string; readonly wanted: string | null; readonly actual: string | null }[];
}

export function driftOf(shop: NetworkShop, routerId: RouterId): Promise<SeenItem[]> {
  return shop.world.rows<SeenItem>(
    'SELECT menu, name, cause, remedy, fields FROM networking.router_drift_item WHERE router_id = $1 ORDER BY ordinal',
    [routerId],
  );
}

export async function planOf(
  shop: NetworkShop,
  routerId: RouterId,
): Promise<{
  id: string;
  state: string;
  digest: string;
  steps: number;
  commands: number;
  note: string;
  needs_second: boolean;
}> {
  const [plan] = await shop.world.rows<{
    id: string;
    state: string;
    digest: string;
    steps: number;
    commands: number;
    note: string;
    needs_second: boolean;
  }>(
    'SELECT id, state, digest, steps, commands, note, needs_second FROM networking.router_plan WHERE router_id = $1 ORDER BY proposed_at DESC, id DESC LIMIT 1',
    [routerId],
  );
  if (!plan) throw new Error('no plan');
  return plan;
}

/** Rows of other people in every menu; none is ever touched. */
export function addForeign(sim: SimRouter): void {
  for (let k = 0; k < 25; k += 1) {
    sim.add('/ppp/secret', {
      name: `foreign-${k}`,
      password: 'x',
      comment: k % 2 === 0 ? '' : 'demarc is not the mark',
    });
    sim.add('/queue/simple', { name: `foreign-${k}`, target: `172.16.0.${k}/32`, 'max-limit': '1M/1M' });
    sim.add('/ip/firewall/address-list', { list: 'foreign', address: `172.16.1.${k}` });
    sim.add('/ip/firewall/mangle', { chain: 'forward', action: 'mark-packet', 'new-packet-mark': `foreign-${k}` });
  }
  // Whatever is added behind it would see no packet.
  sim.add('/queue/simple', { name: 'foreign-all', target: '0.0.0.0/0' });
}

export const SEEDED_CAUSES = [
  ...['removed_by_hand', 'removed_by_hand', 'removed_by_hand', 'removed_by_hand'],
  ...['disabled_by_hand', 'disabled_by_hand'],
  ...['changed_by_hand', 'changed_by_hand', 'changed_by_hand', 'changed_by_hand', 'changed_by_hand'],
  ...['renamed_by_hand', 'left_over', 'doubled'],
];

/** Twelve ways in which a router comes to differ, each on a row of its own, one of them on IPv6 as well; and two rows for one service. */
export function seedDrift(sim: SimRouter, net: number): void {
  const secret = (k: number): { name: string } => ({ name: `r${net}-${k}` });
  const entry = (k: number): { address: string } => ({ address: `10.${net}.0.${k}` });
  const queues = sim.rows('/queue/simple').filter(({ comment }) => comment?.startsWith('demarc:'));
  const queue = (k: number): { name: string } => ({ name: queues[k - 1]?.['name'] ?? '' });
  sim.remove('/ppp/secret', secret(1));
  sim.change('/ppp/secret', secret(2), { disabled: 'yes' });
  sim.change('/ppp/secret', secret(3), { password: 'guessed' });
  sim.change('/ppp/secret', secret(4), { name: 'renamed' });
  sim.change('/ppp/secret', secret(5), { profile: 'default-encryption' });
  sim.change('/queue/simple', queue(1), { 'max-limit': '500M/500M' });
  sim.remove('/queue/simple', queue(2));
  sim.change('/queue/simple', queue(3), { target: '10.99.0.1/32' });
  sim.remove('/ip/firewall/address-list', entry(6));
  sim.change('/ip/firewall/address-list', entry(2), { list: 'Other' });
  sim.change('/ip/firewall/address-list', entry(3), { disabled: 'yes' });
  sim.remove('/ipv6/firewall/address-list', { address: `2001:db8:${net}:400::/56` });
  sim.add('/ppp/secret', { name: 'gone', comment: 'demarc:99999:secret' });
  sim.add('/queue/simple', { name: 'twin', target: `10.${net}.0.4/32`, comment: queues[3]?.['comment'] ?? '' });
}

/** Every row that we could write, in one spelling and in no order. */
export function canonical(sim: SimRouter): string[] {
  return MANAGED_MENUS.flatMap((menu) =>
    sim.rows(menu).map((row) => `${menu} ${JSON.stringify(canonicalRow(menu, row))}`),
  ).sort();
}

export function ofOthers(sim: SimRouter): string[] {
  return sim.state
    .snapshot()
    .split('\n')
    .filter((row) => row.includes('foreign'));
}
