import type { AccessEntry, NasEntry } from './snapshot.js';

/** Where the speed of an access stands at a router: in the answer to the login, or in a queue that is written there. Never in both. */
export type SpeedPlace = 'answer' | 'queue';

/** Whose queue it is, and whether it was read on the router that the access is bound to. */
export type QueuedAccess = Pick<AccessEntry, 'address' | 'nasId' | 'hasQueue'>;

/**
 * A queue counts once it was read on the router, and only while the router is written and the address is theirs for good: in doubt
 * the answer says the speed, for a session without any is worse than one that is told twice.
 */
export function speedPlace(access: QueuedAccess | undefined, nas: Pick<NasEntry, 'id' | 'options'>): SpeedPlace {
  const isQueued =
    access?.hasQueue === true &&
    access.nasId === nas.id &&
    access.address !== undefined &&
    nas.options.writesQueues === true;
  return isQueued ? 'queue' : 'answer';
}

/** What RouterOS makes a queue from by itself, whichever template says it. */
const SPEED = /^(Mikrotik-Rate-Limit|WISPr-Bandwidth-(Max|Min)-(Up|Down))$/;

export function isSpeed(attribute: string): boolean {
  return SPEED.test(attribute);
}
