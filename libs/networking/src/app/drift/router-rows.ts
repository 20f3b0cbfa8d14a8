import type { ManagedRouter } from '../../routeros/objects/managed-access.js';
import type { ActualRows } from '../../routeros/objects/router-drift.js';
import {
  MANAGED_MENUS,
  MENUS_OF_KIND,
  type ManagedMenu,
  kindOfKey,
  type RowValues,
} from '../../routeros/objects/router-object.js';
import { type ExportFile, type Query, type RouterClient, RouterError } from '../../routeros/index.js';

const QUEUE = [
  'limit-at',
  'max-limit',
  'burst-limit',
  'burst-threshold',
  'burst-time',
  'bucket-size',
  'priority',
  'queue',
  'parent',
];
const RULE = [
  'chain',
  'action',
  'src-address',
  'dst-address',
  'src-mac-address',
  'src-address-list',
  'dst-address-list',
  'new-packet-mark',
  'passthrough',
];

/** All that can be written of a row, so that what is removed can be put back as it was. */
const FIELDS: Readonly<Record<ManagedMenu, readonly string[]>> = {
  '/ppp/secret': [
    'name',
    'password',
    'service',
    'profile',
    'caller-id',
    'local-address',
    'remote-address',
    'remote-ipv6-prefix',
    'routes',
    'ipv6-routes',
    'limit-bytes-in',
    'limit-bytes-out',
  ],
  '/ppp/profile': [
    'name',
    'default',
    'rate-limit',
    'local-address',
    'remote-address',
    'address-list',
    'only-one',
    'session-timeout',
    'idle-timeout',
    'dns-server',
    'parent-queue',
    'queue-type',
  ],
  '/ip/dhcp-server/lease': [
    'address',
    'mac-address',
    'client-id',
    'server',
    'lease-time',
    'rate-limit',
    'address-lists',
    'dhcp-option',
    'block-access',
    'dynamic',
  ],
  '/ip/hotspot/user': [
    'name',
    'password',
    'server',
    'profile',
    'address',
    'mac-address',
    'limit-uptime',
    'limit-bytes-in',
    'limit-bytes-out',
    'limit-bytes-total',
    'email',
    'dynamic',
  ],
  '/ip/hotspot/user/profile': [
    'name',
    'default',
    'rate-limit',
    'address-pool',
    'shared-users',
    'session-timeout',
    'address-list',
  ],
  '/queue/simple': ['name', 'target', 'dst', 'packet-marks', 'time', ...QUEUE, 'dynamic'],
  '/queue/tree': ['name', 'packet-mark', ...QUEUE, 'dynamic'],
  '/queue/type': [
    'name',
    'kind',
    'default',
    'pcq-rate',
    'pcq-limit',
    'pcq-total-limit',
    'pcq-classifier',
    'pcq-burst-rate',
  ],
  '/ip/firewall/mangle': [...RULE, 'dynamic'],
  '/ip/firewall/filter': [...RULE, 'dynamic'],
  '/ip/firewall/address-list': ['list', 'address', 'dynamic'],
  '/ipv6/firewall/address-list': ['list', 'address', 'dynamic'],
};

const ALWAYS = ['.id', 'comment', 'disabled'];

/** The menus in which this router has, or may still have, rows of ours. */
export function menusOf(router: ManagedRouter, known: Iterable<string>): ManagedMenu[] {
  const shaping =
    router.options.api?.shaping ?? (router.way === 'radius' || router.way === 'none' ? 'none' : 'session');
  const menus: Partial<Record<ManagedMenu, boolean>> = {
    '/ppp/secret': router.way === 'ppp_secrets',
    '/ppp/profile': router.way === 'ppp_secrets',
    '/ip/dhcp-server/lease': router.way === 'dhcp_leases',
    '/ip/hotspot/user': router.way === 'hotspot_users',
    '/ip/hotspot/user/profile': router.way === 'hotspot_users',
    '/ip/firewall/filter': router.way === 'ip_mac_filter',
    '/queue/simple': true,
    '/queue/type': shaping === 'pcq',
    '/queue/tree': shaping === 'pcq',
    '/ip/firewall/mangle': shaping === 'pcq',
    '/ip/firewall/address-list': true,
    '/ipv6/firewall/address-list': true,
  };
  const kinds = new Set([...known].map(kindOfKey));
  for (const kind of kinds) for (const menu of kind === undefined ? [] : MENUS_OF_KIND[kind]) menus[menu] = true;
  return MANAGED_MENUS.filter((menu) => menus[menu]);
}

/** Reads the menus with the fields that matter, and nothing else: what is not asked for costs the router nothing. */
export async function readRows(client: RouterClient, menus: readonly string[]): Promise<ActualRows> {
  const read = await Promise.all(menus.map(async (menu) => [menu, await readMenu(client, menu)] as const));
  return new Map(read);
}

/** IPv6 is a package that a router may be without: then nothing of it is there, and what has to be there is refused by the router. */
export async function readMenu(client: RouterClient, menu: string, where: Query = []): Promise<readonly RowValues[]> {
  try {
    return await client.print(menu, { fields: [...ALWAYS, ...(FIELDS[menu as ManagedMenu] ?? [])], where });
  } catch (error) {
    const isMissing = error instanceof RouterError && error.meaning === 'no_such_command';
    if (isMissing && menu.startsWith('/ipv6/')) return [];
    throw error;
  }
}

/** The same from an export file, for a comparison before anybody connects. Only rows that are added are whole. */
export function rowsOfExport(file: ExportFile, menus: readonly string[]): ActualRows {
  return new Map(
    menus.map((menu) => [
      menu,
      (file.menus.get(menu) ?? []).filter(({ verb }) => verb === 'add').map(({ values }) => values),
    ]),
  );
}
