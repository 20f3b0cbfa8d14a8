import {
  addressOf,
  isShutByList,
  type ManagedAccess,
  type ManagedRouter,
  ownObject,
  type Wanted,
} from './managed-access.js';
import type { RouterObject } from './router-object.js';
import { type RouterOptions, USUAL_BLOCKED_LIST } from '../../domain/router-options.js';

const LISTS = '/ip/firewall/address-list';

/** Who is on which list: blocked ones on the blocking list or that of the notice pages, open ones on theirs if there is one. */
export function listObjects({ way, options }: ManagedRouter, accesses: readonly ManagedAccess[]): Wanted {
  const isKept = way === 'radius' || way === 'none' ? options.api?.keepLists === true : options.api !== undefined;
  if (!isKept) return { objects: [], unfit: [] };
  return { objects: accesses.flatMap((access) => listedOf(access, options)), unfit: [] };
}

function listedOf(access: ManagedAccess, options: RouterOptions): RouterObject[] {
  const address = addressOf(access);
  if (address === null) return [];
  if (access.desired === 'open')
    return options.activeAddressList
      ? [ownObject(access, LISTS, 'active', { list: options.activeAddressList, address, disabled: 'no' })]
      : [];
  if (!isShutByList(access, options)) return [];
  const garden = options.walledGarden?.lists[access.reason === 'hold' ? 1 : 2]?.addressList;
  const list = garden ?? options.blockedAddressList ?? USUAL_BLOCKED_LIST;
  return [ownObject(access, LISTS, garden ? 'garden' : 'blocked', { list, address, disabled: 'no' })];
}
