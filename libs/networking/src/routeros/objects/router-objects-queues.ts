import type { AccessPolicy, Rates } from '../../radius/snapshot.js';
import { queueLimits, queueRates } from '../values/queue.js';
import { formatRate } from '../values/rate.js';
import { type ManagedAccess, type ManagedRouter, ownObject, sharedObject, unfit } from './managed-access.js';
import type { SharedSector, Unfit, Wanted } from './managed-access.js';
import { type RouterObject, sharedName } from './router-object.js';

const NONE: Wanted = { objects: [], unfit: [] };

/** The rows that hold customers to their speed, where the row or the session that lets them in does not. */
export function queueObjects(router: ManagedRouter, accesses: readonly ManagedAccess[]): Wanted {
  switch (router.options.api?.shaping) {
    case 'simple_queue':
      return simpleQueues(shaped(router, accesses), false);
    case 'simple_queue_tree':
      return simpleQueues(shaped(router, accesses), true);
    case 'pcq':
      return pcqOrSimple(shaped(router, accesses));
    default:
      return NONE;
  }
}

/** A name for a set of speeds that is the same wherever they are: `100M-20M`, and a short sum of the rest where there is more. */
export function ratesName(policy: AccessPolicy): string {
  const { rates, burst, priority, guaranteed } = policy;
  const speeds = `${speed(rates.download)}-${speed(rates.upload)}`;
  const rest = [
    burst && [burst.rate.download, burst.rate.upload, burst.threshold.download, burst.threshold.upload, burst.seconds],
    priority,
    guaranteed && [guaranteed.download, guaranteed.upload],
  ];
  return rest.every((part) => part === undefined) ? speeds : `${speeds}-${shortSum(JSON.stringify(rest))}`;
}

function speed(bps: number): string {
  return formatRate(Math.round(bps));
}

/** FNV-1a: names must be equal for equal speeds, not hard to guess. */
function shortSum(text: string): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0').slice(0, 6);
}

type Held = ManagedAccess & {
  readonly policy: AccessPolicy;
  readonly address: string;
  readonly targets: readonly string[];
};

interface Shaped {
  readonly fit: readonly Held[];
  readonly unfit: readonly Unfit[];
}

/**
 * Those whom a queue can hold: not closed, with a speed, and with addresses for good. What a session was lent is another's
 * tomorrow, and its queue with it: who has that, of IPv4 or IPv6, is held by the answer to their login, where RADIUS gives one.
 */
function shaped({ way }: ManagedRouter, accesses: readonly ManagedAccess[]): Shaped {
  const unfits: Unfit[] = [];
  const fit = accesses.flatMap((access): Held[] => {
    const { ipv4: address, policy, routes, ownPrefixes } = access;
    if (access.desired === 'closed') return [];
    if (policy === null) unfits.push(unfit(access, 'no_policy'));
    else if (way === 'radius' && access.isLentPrefix) return [];
    else if (address !== null)
      return [{ ...access, policy, address, targets: [address, ...routes, ...ownPrefixes].map(asTarget) }];
    else if (way !== 'radius') unfits.push(unfit(access, 'no_address'));
    return [];
  });
  return { fit, unfit: unfits };
}

/** What customers share a capacity with: their sector, or those of their plan. */
interface Share {
  readonly owner: string;
  readonly members: readonly Held[];
  readonly sector: SharedSector | null;
}

function shareOf({ sector, policy, contention }: Held): string | undefined {
  if (sector) return `sector-${sector.id}`;
  return contention > 1 ? `${ratesName(policy)}-x${contention}` : undefined;
}

function sharesOf(fit: readonly Held[]): readonly Share[] {
  const members = new Map<string, Held[]>();
  for (const access of fit) {
    const owner = shareOf(access);
    if (owner === undefined) continue;
    const others = members.get(owner);
    if (others) others.push(access);
    else members.set(owner, [access]);
  }
  return [...members].map(([owner, all]) => ({ owner, members: all, sector: all[0]?.sector ?? null }));
}

/** The sector's capacity; of a plan, its speed times their number through the ratio, never less than one may have alone. 0: no limit. */
function capacityOf({ members, sector }: Share): Rates {
  if (sector) return { download: (sector.downloadKbps ?? 0) * 1_000, upload: (sector.uploadKbps ?? 0) * 1_000 };
  const [first] = members;
  const share = (bps: number): number => Math.max(bps, Math.floor((members.length * bps) / (first?.contention ?? 1)));
  return { download: share(first?.policy.rates.download ?? 0), upload: share(first?.policy.rates.upload ?? 0) };
}

/** One queue a customer. With a tree, those who share a capacity stand below a parent that has it. */
function simpleQueues({ fit, unfit: unfits }: Shaped, withParents: boolean): Wanted {
  const parents = withParents ? sharesOf(fit).map(parentQueue) : [];
  const queues = fit.map((access) => {
    const owner = withParents ? shareOf(access) : undefined;
    return ownObject(access, '/queue/simple', 'queue', {
      name: `demarc-${access.serviceNumber}`,
      target: access.targets.join(','),
      parent: owner === undefined ? 'none' : sharedName(owner),
      ...queueLimits(access.policy),
      disabled: 'no',
    });
  });
  return { objects: [...parents, ...queues], unfit: unfits };
}

function parentQueue(share: Share): RouterObject {
  const target = share.members.flatMap(({ targets }) => targets);
  return sharedObject(share.owner, '/queue/simple', 'parent', {
    name: sharedName(share.owner),
    target: [...new Set(target)].sort().join(','),
    parent: 'none',
    'max-limit': queueRates(capacityOf(share)),
    disabled: 'no',
  });
}

function asTarget(address: string): string {
  return address.includes('/') ? address : `${address}/32`;
}

/**
 * PCQ gives its speed to each address alone. Who has several, further networks or prefixes of IPv6, would have it as many times, so
 * one queue holds all of theirs.
 */
function pcqOrSimple({ fit, unfit: unfits }: Shaped): Wanted {
  const ofOne = pcqQueues({ fit: fit.filter(({ targets }) => targets.length === 1), unfit: unfits });
  const ofMany = simpleQueues({ fit: fit.filter(({ targets }) => targets.length > 1), unfit: [] }, false);
  return { objects: [...ofOne.objects, ...ofMany.objects], unfit: unfits };
}

const DIRECTIONS = ['down', 'up'] as const;
type Direction = (typeof DIRECTIONS)[number];

interface PcqGroup {
  readonly owner: string;
  readonly policy: AccessPolicy;
  readonly share: Share | undefined;
}

/**
 * For each set of speeds in use: a list of addresses, two marks, two queue types that give each address its share, two trees. Who
 * shares a capacity has a list of its own, and its trees are held to it, or stand below those of the sector.
 */
function pcqQueues({ fit, unfit: unfits }: Shaped): Wanted {
  const shares = new Map(sharesOf(fit).map((share) => [share.owner, share]));
  const groups = new Map<string, PcqGroup>();
  const members = fit.map((access) => {
    const share = shares.get(shareOf(access) ?? '');
    const owner = pcqOwner(access, share);
    groups.set(owner, { owner, policy: access.policy, share });
    return ownObject(access, '/ip/firewall/address-list', 'member', {
      list: sharedName(owner),
      address: access.address,
      disabled: 'no',
    });
  });
  const sectors = [...shares.values()].filter(({ sector }) => sector !== null).flatMap(sectorTrees);
  return { objects: [...sectors, ...[...groups.values()].flatMap(pcqGroup), ...members], unfit: unfits };
}

function pcqOwner({ policy }: Held, share: Share | undefined): string {
  if (!share) return ratesName(policy);
  return share.sector ? `${ratesName(policy)}-s${shortSum(share.sector.id)}` : share.owner;
}

function sectorTrees(share: Share): RouterObject[] {
  return DIRECTIONS.map((direction) => {
    const name = `${sharedName(share.owner)}-${direction}`;
    const values = { name, parent: 'global', 'max-limit': limitOf(share, direction), disabled: 'no' };
    return sharedObject(share.owner, '/queue/tree', 'parent', values, `-${direction}`);
  });
}

function limitOf(share: Share, direction: Direction): string {
  const { download, upload } = capacityOf(share);
  return speed(direction === 'down' ? download : upload);
}

function pcqGroup({ owner, policy, share }: PcqGroup): RouterObject[] {
  const rates = ratesName(policy);
  return DIRECTIONS.flatMap((direction) => {
    const isDown = direction === 'down';
    const name = `${sharedName(owner)}-${direction}`;
    const type = `${sharedName(rates)}-${direction}`;
    return [
      sharedObject(`${rates}-${direction}`, '/queue/type', 'type', {
        name: type,
        kind: 'pcq',
        'pcq-rate': speed(isDown ? policy.rates.download : policy.rates.upload),
        'pcq-classifier': isDown ? 'dst-address' : 'src-address',
      }),
      sharedObject(
        owner,
        '/ip/firewall/mangle',
        'mark',
        {
          chain: 'forward',
          action: 'mark-packet',
          [isDown ? 'dst-address-list' : 'src-address-list']: sharedName(owner),
          'new-packet-mark': name,
          passthrough: 'no',
          disabled: 'no',
        },
        `-${direction}`,
      ),
      sharedObject(
        owner,
        '/queue/tree',
        'tree',
        {
          name,
          parent: share?.sector ? `${sharedName(share.owner)}-${direction}` : 'global',
          'packet-mark': name,
          queue: type,
          'max-limit': share && !share.sector ? limitOf(share, direction) : '0',
          disabled: 'no',
        },
        `-${direction}`,
      ),
    ];
  });
}
