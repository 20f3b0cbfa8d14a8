import { mikrotikRateLimit } from '../../radius/rate-limit.js';
import {
  isShutByList,
  type ManagedAccess,
  type ManagedRouter,
  ownObject,
  sharedObject,
  unfit,
} from './managed-access.js';
import type { UnfitReason, Wanted } from './managed-access.js';
import { ratesName } from './router-objects-queues.js';
import { type RouterObject, sharedName } from './router-object.js';

type Made = readonly RouterObject[] | UnfitReason;

/** The rows that let customers in: secrets, leases, hotspot users, filter rules, as the router's way of access asks. */
export function subscriberObjects(router: ManagedRouter, accesses: readonly ManagedAccess[]): Wanted {
  const make = MAKERS[router.way];
  const objects: RouterObject[] = [];
  const unfits: Wanted['unfit'][number][] = [];
  for (const access of make ? accesses : []) {
    const made = make?.(access, router) ?? [];
    if (typeof made === 'string') unfits.push(unfit(access, made));
    else objects.push(...made);
  }
  return { objects, unfit: unfits };
}

const MAKERS: Readonly<Record<ManagedRouter['way'], ((access: ManagedAccess, router: ManagedRouter) => Made) | null>> =
  {
    radius: null,
    none: null,
    ppp_secrets: secret,
    dhcp_leases: lease,
    hotspot_users: hotspotUser,
    ip_mac_filter: filterRules,
  };

/** Kept and disabled rather than removed: what comes back is enabled again, and the router's own notes on it stay. */
function isShut(access: ManagedAccess, { options }: ManagedRouter): boolean {
  return access.desired !== 'open' && !isShutByList(access, options);
}

function secret(access: ManagedAccess, router: ManagedRouter): Made {
  if (access.method !== 'pppoe') return 'other_method';
  if (access.login === null) return 'no_login';
  if (access.password === null) return 'no_password';
  const profile = profileOf(access, router);
  if (profile === 'no_policy') return profile;
  return [
    ...profile.objects,
    ownObject(access, '/ppp/secret', 'secret', {
      name: access.login,
      password: access.password,
      service: router.options.api?.pppService ?? 'any',
      profile: profile.name,
      'caller-id': access.macs[0]?.toUpperCase() ?? '',
      'remote-address': access.ipv4 ?? access.poolName ?? '',
      routes: access.routes.join(','),
      disabled: isShut(access, router) ? 'yes' : 'no',
    }),
  ];
}

function hotspotUser(access: ManagedAccess, router: ManagedRouter): Made {
  if (access.method !== 'hotspot') return 'other_method';
  if (access.login === null) return 'no_login';
  if (access.password === null) return 'no_password';
  const profile = profileOf(access, router);
  if (profile === 'no_policy') return profile;
  return [
    ...profile.objects,
    ownObject(access, '/ip/hotspot/user', 'hotspot', {
      name: access.login,
      password: access.password,
      server: router.options.api?.hotspotServer ?? 'all',
      profile: profile.name,
      address: access.ipv4 ?? '',
      'mac-address': access.macs[0]?.toUpperCase() ?? '',
      disabled: isShut(access, router) ? 'yes' : 'no',
    }),
  ];
}

/** A lease that is disabled would give its address to whoever asks next: it is refused instead. */
function lease(access: ManagedAccess, router: ManagedRouter): Made {
  if (access.method !== 'ipoe' && access.method !== 'mac') return 'other_method';
  const mac = access.macs[0]?.toUpperCase();
  if (mac === undefined) return 'no_mac';
  if (access.ipv4 === null) return 'no_address';
  const inSession = router.options.api?.shaping === 'session';
  if (inSession && access.policy === null && access.desired === 'open') return 'no_policy';
  return [
    ownObject(access, '/ip/dhcp-server/lease', 'lease', {
      address: access.ipv4,
      'mac-address': mac,
      server: router.options.api?.dhcpServer ?? 'all',
      'rate-limit': inSession && access.policy ? mikrotikRateLimit(access.policy) : '',
      'block-access': isShut(access, router) ? 'yes' : 'no',
      disabled: 'no',
    }),
  ];
}

/** In a chain of their own, to which the operator's rules jump: among rules of people the order would matter. */
function filterRules(access: ManagedAccess, router: ManagedRouter): Made {
  if (access.ipv4 === null) return 'no_address';
  const common = { chain: 'demarc', action: 'accept', disabled: isShut(access, router) ? 'yes' : 'no' };
  const mac = access.macs[0]?.toUpperCase();
  return [
    ownObject(
      access,
      '/ip/firewall/filter',
      'filter',
      { ...common, 'src-address': access.ipv4, ...(mac === undefined ? {} : { 'src-mac-address': mac }) },
      '-up',
    ),
    ownObject(access, '/ip/firewall/filter', 'filter', { ...common, 'dst-address': access.ipv4 }, '-down'),
  ];
}

interface Profile {
  readonly name: string;
  readonly objects: readonly RouterObject[];
}

/** One profile for each set of speeds in use: a change of plan is another profile, and nobody else's changes with it. */
function profileOf(access: ManagedAccess, { way, options }: ManagedRouter): Profile | 'no_policy' {
  if ((options.api?.shaping ?? 'session') !== 'session')
    return { name: options.api?.profile ?? 'default', objects: [] };
  if (access.policy === null) return access.desired === 'open' ? 'no_policy' : { name: 'default', objects: [] };
  const owner = ratesName(access.policy);
  const name = sharedName(owner);
  const rate = { name, 'rate-limit': mikrotikRateLimit(access.policy) };
  const profile =
    way === 'ppp_secrets'
      ? sharedObject(owner, '/ppp/profile', 'profile', {
          ...rate,
          ...(options.api?.localAddress === undefined ? {} : { 'local-address': options.api.localAddress }),
        })
      : sharedObject(owner, '/ip/hotspot/user/profile', 'profile', rate);
  return { name, objects: [profile] };
}
