import { listObjects } from './router-objects-lists.js';
import { queueObjects } from './router-objects-queues.js';
import { subscriberObjects } from './router-objects-subscribers.js';
import type { RouterObject } from './router-object.js';
import type { ManagedAccess, ManagedRouter, Unfit, Wanted } from './managed-access.js';

/**
 * All that a router should have of ours, from the accesses that are bound to it. Pure: the same accesses make the same rows,
 * in the same order, whoever asks.
 */
export function wantedObjects(router: ManagedRouter, accesses: readonly ManagedAccess[]): Wanted {
  const objects = new Map<string, RouterObject>();
  const unfit: Unfit[] = [];
  for (const part of [subscriberObjects, queueObjects, listObjects]) {
    const made = part(router, accesses);
    // Shared rows are made once for each that needs them; they are the same.
    for (const object of made.objects) if (!objects.has(object.key)) objects.set(object.key, object);
    unfit.push(...made.unfit);
  }
  return { objects: [...objects.values()], unfit };
}

/** Does the router get rows from us at all? */
export function hasObjects({ way, options }: ManagedRouter): boolean {
  if (options.api === undefined) return false;
  return way === 'radius' || way === 'none'
    ? (options.api.shaping ?? 'none') !== 'none' || options.api.keepLists === true
    : true;
}
