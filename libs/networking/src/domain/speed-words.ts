import { type RouterOptions, writesQueues } from './router-options.js';

export interface SpeedFacts {
  /** How customers get onto the network at the router that the service is bound to; null: it is bound to none. */
  readonly way: string | null;
  readonly options: Pick<RouterOptions, 'api'> | null;
  readonly hasAddress: boolean;
  /** As the router was last read. */
  readonly keptBy: 'queue' | 'answer' | null;
}

const ANSWERED = 'Said to the router in the answer to each login';

/** Where the speed of a service stands: in one place, for whoever looks for it. */
export function speedWords({ way, options, hasAddress, keptBy }: SpeedFacts): string {
  const isAnswered = way === null || way === 'radius';
  if (options === null || !writesQueues(options)) return isAnswered ? `${ANSWERED}.` : withoutQueue(options);
  if (keptBy === 'queue') {
    const queue = options.api?.shaping === 'pcq' ? 'Held by the queues of the router' : 'Held by a queue on the router';
    return isAnswered ? `${queue}; logins are answered without a speed.` : `${queue}.`;
  }
  if (!isAnswered)
    return hasAddress
      ? 'Its queue has not been read on the router yet.'
      : 'Not held: a queue needs an address of its own.';
  if (keptBy === 'answer')
    return `${ANSWERED}: its sessions are lent an IPv6 prefix, and a queue would hold whoever gets it next.`;
  return hasAddress
    ? `${ANSWERED}, until its queue has been read on the router.`
    : `${ANSWERED}: its address is lent, and a queue would hold whoever gets it next.`;
}

function withoutQueue(options: SpeedFacts['options']): string {
  const { mode = 'passive', shaping = 'session' } = options?.api ?? {};
  if (options?.api === undefined || mode === 'passive') return 'As it stands on the router, which is not written to.';
  return shaping === 'session' ? 'Kept in its profile, lease or user on the router.' : 'Not held on this router.';
}
