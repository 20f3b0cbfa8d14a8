import type { AccessPolicy } from '../../radius/snapshot.js';
import { queueLimits, queueRates } from '../values/queue.js';
import { formatRate } from '../values/rate.js';
import { addressOf, type ManagedAccess, type ManagedRouter, ownObject, sharedObject, unfit } from './managed-access.js';
import type { Unfit, Wanted } from './managed-access.js';
import { type RouterObject, sharedName } from './router-object.js';

const NONE: Wanted = { objects: [], unfit: [] };

/** The rows that hold customers to their speed, where the row or the session that lets them in does not. */
export function queueObjects({ options }: ManagedRouter, accesses: readonly ManagedAccess[]): Wanted {
  switch (options.api?.shaping) {
    case 'simple_queue':
      return simpleQueues(accesses, false);
    case 'simple_queue_tree':
      return simpleQueues(accesses, true);
    case 'pcq':
      return pcqQueues(accesses);
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

/** Those whom a queue can hold: not closed, with an address and a speed. */
function shaped(accesses: readonly ManagedAccess[]): {
  fit: readonly (ManagedAccess & { readonly policy: AccessPolicy; readonly address: string })[];
  unfit: readonly Unfit[];
} {
  const unfits: Unfit[] = [];
  const fit = accesses.flatMap((access) => {
    const address = addressOf(access);
    if (access.desired === 'closed') return [];
    if (address !== null && access.policy !== null) return [{ ...access, policy: access.policy, address }];
    unfits.push(unfit(access, address === null ? 'no_address' : 'no_policy'));
    return [];
  });
  return { fit, unfit: unfits };
}

/**
 * One queue a customer. With a tree, the customers of a plan share a parent of the plan's speed times their number through the
 * contention ratio, never less than one customer may have alone.
 */
function simpleQueues(accesses: readonly ManagedAccess[], withParents: boolean): Wanted {
  const { fit, unfit: unfits } = shaped(accesses);
  const parents = new Map<string, typeof fit>();
  const queues = fit.map((access) => {
    const owner = `${ratesName(access.policy)}-x${access.contention}`;
    const hasParent = withParents && access.contention > 1;
    if (hasParent) parents.set(owner, [...(parents.get(owner) ?? []), access]);
    return ownObject(access, '/queue/simple', 'queue', {
      name: `demarc-${access.serviceNumber}`,
      target: [access.address, ...access.routes].map(asTarget).join(','),
      parent: hasParent ? sharedName(owner) : 'none',
      ...queueLimits(access.policy),
      disabled: 'no',
    });
  });
  return {
    objects: [...[...parents].map(([owner, members]) => parentQueue(owner, members)), ...queues],
    unfit: unfits,
  };
}

function parentQueue(
  owner: string,
  members: readonly (ManagedAccess & { readonly policy: AccessPolicy; readonly address: string })[],
): RouterObject {
  const [first] = members;
  const one = first?.policy.rates ?? { download: 0, upload: 0 };
  const share = (bps: number): number => Math.max(bps, Math.floor((members.length * bps) / (first?.contention ?? 1)));
  const target = members.flatMap(({ address, routes }) => [address, ...routes]).map(asTarget);
  return sharedObject(owner, '/queue/simple', 'parent', {
    name: sharedName(owner),
    target: [...new Set(target)].sort().join(','),
    parent: 'none',
    'max-limit': queueRates({ download: share(one.download), upload: share(one.upload) }),
    disabled: 'no',
  });
}

function asTarget(address: string): string {
  return address.includes('/') ? address : `${address}/32`;
}

const DIRECTIONS = ['down', 'up'] as const;

/** For each set of speeds in use: a list of addresses, two marks, two queue types that give each address its share, two trees. */
function pcqQueues(accesses: readonly ManagedAccess[]): Wanted {
  const { fit, unfit: unfits } = shaped(accesses);
  const groups = new Map<string, AccessPolicy>();
  const members = fit.map((access) => {
    const owner = ratesName(access.policy);
    groups.set(owner, access.policy);
    const { address } = access;
    return ownObject(access, '/ip/firewall/address-list', 'member', {
      list: sharedName(owner),
      address,
      disabled: 'no',
    });
  });
  return { objects: [...[...groups].flatMap(([owner, policy]) => pcqGroup(owner, policy)), ...members], unfit: unfits };
}

function pcqGroup(owner: string, policy: AccessPolicy): RouterObject[] {
  return DIRECTIONS.flatMap((direction) => {
    const isDown = direction === 'down';
    const name = `${sharedName(owner)}-${direction}`;
    const rate = speed(isDown ? policy.rates.download : policy.rates.upload);
    return [
      sharedObject(`${owner}-${direction}`, '/queue/type', 'type', {
        name,
        kind: 'pcq',
        'pcq-rate': rate,
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
        { name, parent: 'global', 'packet-mark': name, queue: name, disabled: 'no' },
        `-${direction}`,
      ),
    ];
  });
}
