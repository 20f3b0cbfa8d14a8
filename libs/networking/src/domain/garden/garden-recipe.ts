import type { RouterOptions } from '../router-options.js';
import { USUAL_BLOCKED_LIST } from '../router-options.js';

/** The reject lists: 0 unknown, 1 not active, 2 money or quota, 3 device, 4 password. */
export type GardenListNumber = 0 | 1 | 2 | 3 | 4;

/** How a row stands on a router. */
export type RecipeState = 'right' | 'missing' | 'differs' | 'disabled' | 'too_late' | 'left_over';

/** What every garden of this operator has in common. */
export interface GardenFacts {
  /** Where routers send the web pages of who is in a garden: an address of this server that customers can reach. */
  readonly noticeAddress: string;
  /** The port of list 0; list n has the port after it, n times. */
  readonly noticePort: number;
  /** Hosts that stay open: the portal, payment pages, what the operator adds. */
  readonly allowedHosts: readonly string[];
}

/** Of IPv4 and of IPv6; the latter has no notice of its own: refused at once, a browser takes IPv4. */
export const GARDEN_MENUS = [
  '/ip/firewall/address-list',
  '/ip/firewall/nat',
  '/ip/firewall/filter',
  '/ipv6/firewall/address-list',
  '/ipv6/firewall/filter',
] as const;
export type GardenMenu = (typeof GARDEN_MENUS)[number];

/** A row that the router should have, known again by its comment. */
export interface RecipeRow {
  readonly menu: GardenMenu;
  readonly comment: string;
  readonly fields: Readonly<Record<string, string>>;
  /** What it is for, in words. */
  readonly about: string;
}

export const RECIPE_MARK = 'demarc:garden';
export const ALLOWED_LIST = 'demarc-allowed';

/** RFC 792 with RFC 1812 §5.2.7.1: code 9, "network administratively prohibited"; a browser then gives up at once. */
const REFUSAL = 'icmp-net-prohibited';
/** RFC 4443 §3.1: code 1, "administratively prohibited". */
const REFUSAL_V6 = 'icmp-admin-prohibited';

/** The address lists that a router puts people on whose access is reduced, by the reject list that each stands for. */
export function gardenLists(options: RouterOptions): ReadonlyMap<string, GardenListNumber> {
  const lists = new Map<string, GardenListNumber>();
  for (const [list, { addressList }] of Object.entries(options.walledGarden?.lists ?? {}))
    lists.set(addressList, Number(list) as GardenListNumber);
  if (options.blockBy === 'address_list') {
    const blocked = options.blockedAddressList ?? USUAL_BLOCKED_LIST;
    if (!lists.has(blocked)) lists.set(blocked, 2);
  }
  return lists;
}

/**
 * The firewall rows of a router with gardens: names are resolved, the portal and payment pages stay open, plain web pages
 * lead to the notice of the list, everything else is refused at once instead of left hanging. HTTPS cannot be led
 * elsewhere, which is why RFC 8910 tells the device where to ask. What comes by IPv6 is held by the same lists there, or a blocked
 * customer would go on as before.
 */
export function gardenRecipe(options: RouterOptions, facts: GardenFacts): RecipeRow[] {
  const lists = gardenLists(options);
  if (lists.size === 0) return [];
  const hosts = [facts.noticeAddress, ...facts.allowedHosts.filter((host) => host !== facts.noticeAddress)];
  const allowed = allowedRows(
    '/ip/firewall/address-list',
    hosts.filter((host) => !host.includes(':')),
  );
  const allowedV6 = allowedRows(
    '/ipv6/firewall/address-list',
    hosts.filter((host) => !IPV4.test(host)),
  );
  const perList = [...lists].flatMap(([name, list]) => rowsOfList(name, facts.noticeAddress, facts.noticePort + list));
  const order = ['/ip/firewall/nat', '/ip/firewall/filter'] as const;
  return [
    ...allowed,
    ...order.flatMap((menu) => perList.filter((one) => one.menu === menu)),
    ...allowedV6,
    ...[...lists.keys()].flatMap((name) => filterRows('/ipv6/firewall/filter', name, REFUSAL_V6)),
  ];
}

/** An address or a network of IPv4; names may have addresses of both kinds. */
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/;

function allowedRows(menu: GardenMenu, hosts: readonly string[]): RecipeRow[] {
  return hosts.map((host) => row(menu, `allow:${host}`, 'Stays open', { list: ALLOWED_LIST, address: host }));
}

function rowsOfList(list: string, address: string, port: number): RecipeRow[] {
  return [
    row('/ip/firewall/nat', `${list}:page`, 'Web pages lead to the notice', {
      chain: 'dstnat',
      action: 'dst-nat',
      'src-address-list': list,
      'dst-address-list': `!${ALLOWED_LIST}`,
      protocol: 'tcp',
      'dst-port': '80',
      'to-addresses': address,
      'to-ports': String(port),
    }),
    ...filterRows('/ip/firewall/filter', list, REFUSAL),
  ];
}

function filterRows(menu: GardenMenu, list: string, refusal: string): RecipeRow[] {
  const forward = { chain: 'forward', 'src-address-list': list };
  return [
    row(menu, `${list}:dns-udp`, 'Names are resolved, at most 50 a second', {
      ...forward,
      action: 'accept',
      protocol: 'udp',
      'dst-port': '53',
      limit: '50,100:packet',
    }),
    row(menu, `${list}:dns-tcp`, 'Names are resolved, long answers too', {
      ...forward,
      action: 'accept',
      protocol: 'tcp',
      'dst-port': '53',
      limit: '10,20:packet',
    }),
    row(menu, `${list}:allowed`, 'The portal and payment pages stay open', {
      ...forward,
      action: 'accept',
      'dst-address-list': ALLOWED_LIST,
    }),
    row(menu, `${list}:refuse`, 'Everything else is refused at once', {
      ...forward,
      action: 'reject',
      'reject-with': refusal,
    }),
  ];
}

function row(menu: GardenMenu, key: string, about: string, fields: Readonly<Record<string, string>>): RecipeRow {
  return { menu, about, fields, comment: `${RECIPE_MARK}:${key}` };
}

/** The rows as lines for the router's terminal. Filter rules go to the top, where no earlier rule can let the traffic through. */
export function recipeLines(rows: readonly RecipeRow[]): string[] {
  const places = new Map<string, number>();
  return rows.map(({ menu, fields, comment }) => {
    const words = Object.entries({ ...fields, comment }).map(([name, value]) => `${name}=${quoted(value)}`);
    const place = places.get(menu) ?? 0;
    places.set(menu, place + 1);
    const at = menu.endsWith('/filter') ? ` place-before=${place}` : '';
    return `${menu.replaceAll('/', ' ').trim().replace(/^/, '/')} add ${words.join(' ')}${at}`;
  });
}

function quoted(value: string): string {
  return /^[\w.:/!,-]+$/.test(value) ? value : `"${value.replace(/["\\$]/g, (character) => `\\${character}`)}"`;
}

/** RFC 8910: DHCP tells the device where to ask. Only where there is an address over HTTPS, which RFC 8908 §4.1 demands. */
export function captivePortalLines(publicUrl: string | undefined): string[] {
  if (!publicUrl?.startsWith('https:')) return [];
  const url = `${publicUrl.replace(/\/+$/, '')}/captive-portal/api`;
  return [
    `/ip dhcp-server option add name=captive-portal code=114 value="'${url}'"`,
    `/ipv6 dhcp-server option add name=captive-portal code=103 value="'${url}'"`,
  ];
}
