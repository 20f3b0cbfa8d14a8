/** What we keep on a router, in the order in which it is written: what others refer to first. */
export const MANAGED_MENUS = [
  '/queue/type',
  '/ppp/profile',
  '/ip/hotspot/user/profile',
  '/ip/firewall/mangle',
  '/queue/tree',
  '/queue/simple',
  '/ppp/secret',
  '/ip/dhcp-server/lease',
  '/ip/hotspot/user',
  '/ip/firewall/filter',
  '/ip/firewall/address-list',
  '/ipv6/firewall/address-list',
] as const;
export type ManagedMenu = (typeof MANAGED_MENUS)[number];

export type ObjectKind =
  | 'type'
  | 'profile'
  | 'mark'
  | 'tree'
  | 'parent'
  | 'queue'
  | 'secret'
  | 'lease'
  | 'hotspot'
  | 'filter'
  | 'blocked'
  | 'garden'
  | 'active'
  | 'member';

/** Where rows of a kind stand. */
export const MENUS_OF_KIND: Readonly<Record<ObjectKind, readonly ManagedMenu[]>> = {
  type: ['/queue/type'],
  profile: ['/ppp/profile', '/ip/hotspot/user/profile'],
  mark: ['/ip/firewall/mangle'],
  tree: ['/queue/tree'],
  parent: ['/queue/tree', '/queue/simple'],
  queue: ['/queue/simple'],
  secret: ['/ppp/secret'],
  lease: ['/ip/dhcp-server/lease'],
  hotspot: ['/ip/hotspot/user'],
  filter: ['/ip/firewall/filter'],
  blocked: ['/ip/firewall/address-list', '/ipv6/firewall/address-list'],
  garden: ['/ip/firewall/address-list', '/ipv6/firewall/address-list'],
  active: ['/ip/firewall/address-list', '/ipv6/firewall/address-list'],
  member: ['/ip/firewall/address-list'],
};

export type RowValues = Readonly<Record<string, string>>;

/** One row that a router should have. */
export interface RouterObject {
  /** `demarc:<service number>:<kind>`, or the name of what several services share in place of the number. */
  readonly key: string;
  readonly menu: ManagedMenu;
  readonly kind: ObjectKind;
  /** Null for what several services share. */
  readonly serviceId: string | null;
  readonly customerId: string | null;
  readonly partnerId: string | null;
  /** Counts the decisions about the service, so that a row which was never told the last one can be known. */
  readonly version: number;
  /** Fields that matter to us. What a row says beside them is the operator's. */
  readonly values: RowValues;
}

/** Menus whose rows have no comment, or lost it in older versions: there the name is the mark. */
const MARKED_BY_NAME: ReadonlySet<string> = new Set(['/queue/type', '/ppp/profile', '/ip/hotspot/user/profile']);
const NAME_PREFIX = 'demarc-';
const KEY = /^demarc:[\w.-]+:[a-z]+(?:-(?:up|down|link|delegated|\d+))?(?= |$)/;

/** Lists of addresses, of either family. */
export function isAddressList(menu: string): boolean {
  return menu === '/ip/firewall/address-list' || menu === '/ipv6/firewall/address-list';
}

export function isMarkedByName(menu: string): boolean {
  return MARKED_BY_NAME.has(menu);
}

export function objectKey(owner: string, kind: string): string {
  return `demarc:${owner}:${kind}`;
}

/** The name of something that several services share, after which the row is known as ours. */
export function sharedName(owner: string): string {
  return `${NAME_PREFIX}${owner}`;
}

/** Our key in a row, if it has one. */
export function keyOf(menu: string, row: RowValues): string | undefined {
  if (!MARKED_BY_NAME.has(menu)) return KEY.exec(row['comment'] ?? '')?.[0];
  const name = row['name'] ?? '';
  const kind = menu === '/queue/type' ? 'type' : 'profile';
  return name.startsWith(NAME_PREFIX) ? objectKey(name.slice(NAME_PREFIX.length), kind) : undefined;
}

/** The comment that bears the key; what staff wrote behind it stays. */
export function commentWith(key: string, before: string | undefined): string {
  const note = (before ?? '').replace(KEY, '').trim();
  return note === '' || before === undefined || !KEY.test(before) ? key : `${key} ${note}`;
}

/** What Splynx wrote: `SpLUser_12-34` and its like in the comment, `SpLSQ_12-34` as a queue's name. */
export function isOfSplynx(row: RowValues): boolean {
  return /^SpL[A-Z]/.test(row['comment'] ?? '') || /^SpL[A-Z]/.test(row['name'] ?? '');
}

/** By what people know the row, and the router tells rows apart; undefined where only the comment names it. */
export function nameOf(menu: string, row: RowValues): string | undefined {
  switch (menu) {
    case '/ip/firewall/mangle':
    case '/ip/firewall/filter':
      return undefined;
    case '/ip/firewall/address-list':
      return `${row['list'] ?? ''} ${(row['address'] ?? '').replace(/\/32$/, '')}`;
    case '/ipv6/firewall/address-list':
      return `${row['list'] ?? ''} ${(row['address'] ?? '').replace(/\/128$/, '')}`;
    case '/ip/dhcp-server/lease':
      return row['mac-address']?.toUpperCase() ?? row['address'];
    default:
      return row['name'];
  }
}

/** Fields that are never shown or kept in the clear. */
export function isSecretField(field: string): boolean {
  return field === 'password';
}

/** The kind in a key of ours. */
export function kindOfKey(key: string): ObjectKind | undefined {
  const kind = /:([a-z]+)(?:-[a-z\d]+)?$/.exec(key)?.[1];
  return kind !== undefined && kind in MENUS_OF_KIND ? (kind as ObjectKind) : undefined;
}
