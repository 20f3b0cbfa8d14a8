import type { SpeedPlace } from '../../radius/speed-place.js';
import type { ManagedAccess } from './managed-access.js';
import type { Comparison } from './router-drift.js';
import { type ObjectKind, objectKey, type RouterObject } from './router-object.js';

/** By service, what keeps them to their speed at a router. Of those by an answer only who is lent a prefix, which has to be remembered. */
export type SpeedPlaces = ReadonlyMap<string, SpeedPlace>;

/** A list of PCQ holds nobody without what belongs to it. */
const OF_PCQ: ReadonlySet<ObjectKind | null> = new Set<ObjectKind>(['type', 'mark', 'tree', 'parent']);

/**
 * A queue is there when it was read as it should be, and for as long as a row that is no longer wanted is not taken away: until then
 * nothing has to be said to the session.
 */
export function placesOf(
  { right, items }: Pick<Comparison, 'right' | 'items'>,
  accesses: readonly ManagedAccess[],
): SpeedPlaces {
  const isPcqWhole = !items.some(({ kind, wanted }) => wanted !== null && OF_PCQ.has(kind));
  const there = new Set([
    ...right.filter(({ kind }) => kind === 'queue' || (kind === 'member' && isPcqWhole)).map(({ key }) => key),
    ...items.filter(({ cause }) => cause === 'left_over').flatMap(({ key }) => key ?? []),
  ]);
  const places = new Map<string, SpeedPlace>();
  for (const { serviceId, serviceNumber, isLentPrefix } of accesses) {
    if (queueKeys(serviceNumber).some((key) => there.has(key))) places.set(serviceId, 'queue');
    else if (isLentPrefix) places.set(serviceId, 'answer');
  }
  return places;
}

/** Those whom a queue of their own, or a list of PCQ, is meant to hold. */
export function queuedServices(wanted: readonly Pick<RouterObject, 'kind' | 'serviceId'>[]): ReadonlySet<string> {
  return new Set(
    wanted.flatMap(({ kind, serviceId }) => (kind === 'queue' || kind === 'member' ? (serviceId ?? []) : [])),
  );
}

function queueKeys(serviceNumber: string): string[] {
  return [objectKey(serviceNumber, 'queue'), objectKey(serviceNumber, 'member')];
}

export interface PlaceNews {
  readonly put: SpeedPlaces;
  readonly gone: readonly string[];
  /** Their queue is gone for good: sessions that were let in on it have nothing else that holds them. */
  readonly unheld: readonly string[];
}

export function placeNews(before: SpeedPlaces, now: SpeedPlaces, queued: ReadonlySet<string>): PlaceNews {
  const left = [...before].filter(([id, place]) => place === 'queue' && now.get(id) !== 'queue').map(([id]) => id);
  return {
    put: new Map([...now].filter(([id, place]) => before.get(id) !== place)),
    gone: [...before.keys()].filter((id) => !now.has(id)),
    unheld: left.filter((id) => !queued.has(id)),
  };
}
