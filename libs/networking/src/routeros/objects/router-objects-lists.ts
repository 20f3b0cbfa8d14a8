import {
  addressOf,
  isShutByList,
  type ManagedAccess,
  type ManagedRouter,
  ownObject,
  type Wanted,
} from './managed-access.js';
import type { ObjectKind, RouterObject } from './router-object.js';
import { type RouterOptions, USUAL_BLOCKED_LIST } from '../../domain/router-options.js';

/** Who is on which list: blocked ones on the blocking list or that of the notice pages, open ones on theirs if there is one. */
export function listObjects({ way, options }: ManagedRouter, accesses: readonly ManagedAccess[]): Wanted {
  const isKept = way === 'radius' || way === 'none' ? options.api?.keepLists === true : options.api !== undefined;
  if (!isKept) return { objects: [], unfit: [] };
  return { objects: accesses.flatMap((access) => listedOf(access, options)), unfit: [] };
}

/** With every address and prefix that it has: who is blocked by IPv4 alone goes on by IPv6. */
function listedOf(access: ManagedAccess, options: RouterOptions): RouterObject[] {
  const place = placeOf(access, options);
  if (!place) return [];
  const { kind, list } = place;
  const row = (menu: RouterObject['menu'], address: string | null, suffix = ''): RouterObject[] =>
    address === null ? [] : [ownObject(access, menu, kind, { list, address, disabled: 'no' }, suffix)];
  return [
    ...row('/ip/firewall/address-list', addressOf(access)),
    ...row('/ipv6/firewall/address-list', access.linkPrefix, '-link'),
    ...row('/ipv6/firewall/address-list', access.delegatedPrefix, '-delegated'),
  ];
}

function placeOf(access: ManagedAccess, options: RouterOptions): { kind: ObjectKind; list: string } | undefined {
  const { activeAddressList: active, blockedAddressList: blocked = USUAL_BLOCKED_LIST, walledGarden } = options;
  if (access.desired === 'open') return active ? { kind: 'active', list: active } : undefined;
  if (!isShutByList(access, options)) return undefined;
  const garden = walledGarden?.lists[access.reason === 'hold' ? 1 : 2]?.addressList;
  return garden ? { kind: 'garden', list: garden } : { kind: 'blocked', list: blocked };
}
