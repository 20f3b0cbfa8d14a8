import type { AccessPolicy } from '../../radius/snapshot.js';
import type { DesiredAccess } from '../../domain/desired-access.js';
import { type ObjectKind, objectKey, type RouterObject } from './router-object.js';
import type { ManagedMenu } from './router-object.js';
import type { RouterOptions } from '../../domain/router-options.js';

/** How customers get onto the network at a router: who answers their login, and where what they may do is kept. */
export type RouterWay = 'radius' | 'ppp_secrets' | 'dhcp_leases' | 'hotspot_users' | 'ip_mac_filter' | 'none';

export interface ManagedRouter {
  readonly way: RouterWay;
  readonly options: RouterOptions;
}

/** What all on it can have together, in kbit/s; null: not limited. */
export interface SharedSector {
  readonly id: string;
  readonly downloadKbps: number | null;
  readonly uploadKbps: number | null;
}

/** The network side of a service, as the rows of a router are made from it. */
export interface ManagedAccess {
  readonly serviceId: string;
  readonly serviceNumber: string;
  readonly customerId: string;
  readonly partnerId: string;
  readonly planId: string;
  readonly method: 'pppoe' | 'ipoe' | 'hotspot' | 'static' | 'mac';
  readonly login: string | null;
  readonly password: string | null;
  /** Its own for good. */
  readonly ipv4: string | null;
  /** Of the session that is up, where it has none of its own. It is lent: the next one may be another's. */
  readonly sessionAddress: string | null;
  readonly poolName: string | null;
  readonly routes: readonly string[];
  /** Prefixes of IPv6 that are its own for good. */
  readonly ownPrefixes: readonly string[];
  /** Its session is, or here once was, lent a prefix: nobody can know it before the session is up. */
  readonly isLentPrefix: boolean;
  /** Prefixes of IPv6, its own or of the session that is up: of the line itself, and for the network behind it. */
  readonly linkPrefix: string | null;
  readonly delegatedPrefix: string | null;
  readonly macs: readonly string[];
  readonly desired: DesiredAccess['kind'];
  readonly reason: string | null;
  readonly version: number;
  /** Speeds as they hold now: plan, fair use and time of day are in it already. */
  readonly policy: AccessPolicy | null;
  /** How many share the plan's speed. */
  readonly contention: number;
  /** The part of the network that they share a capacity on; never beside a plan whose speed is shared. */
  readonly sector: SharedSector | null;
}

export type UnfitReason = 'no_login' | 'no_password' | 'no_address' | 'no_mac' | 'no_policy' | 'other_method';

/** A service that the router cannot be told about as it is. */
export interface Unfit {
  readonly serviceId: string;
  readonly customerId: string;
  readonly name: string;
  readonly why: UnfitReason;
}

export interface Wanted {
  readonly objects: readonly RouterObject[];
  readonly unfit: readonly Unfit[];
}

export function ownObject(
  access: ManagedAccess,
  menu: ManagedMenu,
  kind: ObjectKind,
  values: Readonly<Record<string, string>>,
  suffix = '',
): RouterObject {
  const { serviceId, customerId, partnerId, version } = access;
  const key = objectKey(access.serviceNumber, `${kind}${suffix}`);
  return { key, menu, kind, serviceId, customerId, partnerId, version, values };
}

export function sharedObject(
  owner: string,
  menu: ManagedMenu,
  kind: ObjectKind,
  values: Readonly<Record<string, string>>,
  suffix = '',
): RouterObject {
  const key = objectKey(owner, `${kind}${suffix}`);
  return { key, menu, kind, serviceId: null, customerId: null, partnerId: null, version: 0, values };
}

export function unfit({ serviceId, customerId, login, serviceNumber }: ManagedAccess, why: UnfitReason): Unfit {
  return { serviceId, customerId, name: login ?? serviceNumber, why };
}

/** The address that firewall and queues know the customer by. */
export function addressOf({ ipv4, sessionAddress }: ManagedAccess): string | null {
  return ipv4 ?? sessionAddress;
}

/**
 * A list holds who has an address; who has none is shut at the door, by the row that lets them in. The same answer for the
 * row that is disabled and for the list, so that nobody is forgotten by both.
 */
export function isShutByList(access: ManagedAccess, options: RouterOptions): boolean {
  return access.desired === 'blocked' && options.blockBy === 'address_list' && addressOf(access) !== null;
}
