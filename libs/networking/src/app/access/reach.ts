import type { Actor } from '@demarc/access';
import { reachesOnlyAddedBy } from '@demarc/crm';
import { conflict } from '@demarc/kernel';

/** A condition on a table with customers for those who reach only the customers that they added; the parameter is `reachOf`. */
export function reached(table: string, parameter: number): string {
  return `($${parameter}::uuid IS NULL OR EXISTS (SELECT 1 FROM crm.customer reach WHERE reach.id = ${table}.customer_id AND reach.added_by = $${parameter}))`;
}

export function reachOf(actor: Actor): string | null {
  return reachesOnlyAddedBy(actor);
}

/** What is not about one customer is for those who reach all of them. */
export function requireFullReach(actor: Actor): void {
  if (reachesOnlyAddedBy(actor) !== null)
    throw conflict('CUSTOMER_NEEDED', 'Your role reaches the customers that you added. Look at this on one of them.');
}
