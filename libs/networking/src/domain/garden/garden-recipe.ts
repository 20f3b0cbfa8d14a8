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

/** A row that the router should have, known again by its comment. */
export interface RecipeRow {
  readonly menu: '/ip/firewall/address-list' | '/ip/firewall/nat' | '/ip/firewall/filter';
  readonly comment: string;
  readonly fields: Readonly<Record<string, string>>;
  /** What it is for, in words. */
  readonly about: string;
}

export const RECIPE_MARK = 'demarc:garden';
export const ALLOWED_LIST = 'demarc-allowed';

/** RFC 792 with RFC 1812 §5.2.7.1: code 9, "network administratively prohibited"; a browser then gives up at once. */
const REFUSAL = 'icmp-net-prohibited';

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
 * elsewhere, which is why RFC 8910 tells the device where to ask.
 */
export function gardenRecipe(options: RouterOptions, facts: GardenFacts): RecipeRow[] {
  const lists = gardenLists(options);
  if (lists.size === 0) return [];
  const hosts = [facts.noticeAddress, ...facts.allowedHosts.filter((host) => host !== facts.noticeAddress)];
  const allowed = hosts.map((host) =>
    row('/ip/firewall/address-list', `allow:${host}`, 'Stays open', { list: ALLOWED_LIST, address: host }),
  );
  const perList = [...lists].flatMap(([name, list]) => rowsOfList(name, facts.noticeAddress, facts.noticePort + list));
  const order = ['/ip/firewall/nat', '/ip/firewall/filter'] as const;
  return [...allowed, ...order.flatMap((menu) => perList.filter((one) => one.menu === menu))];
}

function rowsOfList(list: string, address: string, port: number): RecipeRow[] {
  const from = { 'src-address-list': list };
  const forward = { chain: 'forward', ...from };
  return [
    row('/ip/firewall/nat', `${list}:page`, 'Web pages lead to the notice', {
      chain: 'dstnat',
      action: 'dst-nat',
      ...from,
      'dst-address-list': `!${ALLOWED_LIST}`,
      protocol: 'tcp',
      'dst-port': '80',
      'to-addresses': address,
      'to-ports': String(port),
    }),
    row('/ip/firewall/filter', `${list}:dns-udp`, 'Names are resolved, at most 50 a second', {
      ...forward,
      action: 'accept',
      protocol: 'udp',
      'dst-port': '53',
      limit: '50,100:packet',
    }),
    row('/ip/firewall/filter', `${list}:dns-tcp`, 'Names are resolved, long answers too', {
      ...forward,
      action: 'accept',
      protocol: 'tcp',
      'dst-port': '53',
      limit: '10,20:packet',
    }),
    row('/ip/firewall/filter', `${list}:allowed`, 'The portal and payment pages stay open', {
      ...forward,
      action: 'accept',
      'dst-address-list': ALLOWED_LIST,
    }),
    row('/ip/firewall/filter', `${list}:refuse`, 'Everything else is refused at once', {
      ...forward,
      action: 'reject',
      'reject-with': REFUSAL,
    }),
  ];
}

function row(menu: RecipeRow['menu'], key: string, about: string, fields: Readonly<Record<string, string>>): RecipeRow {
  return { menu, about, fields, comment: `${RECIPE_MARK}:${key}` };
}

/** The rows as lines for the router's terminal. Filter rules go to the top, where no earlier rule can let the traffic through. */
export function recipeLines(rows: readonly RecipeRow[]): string[] {
  let place = 0;
  return rows.map(({ menu, fields, comment }) => {
    const words = Object.entries({ ...fields, comment }).map(([name, value]) => `${name}=${quoted(value)}`);
    const at = menu === '/ip/firewall/filter' ? ` place-before=${place++}` : '';
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
