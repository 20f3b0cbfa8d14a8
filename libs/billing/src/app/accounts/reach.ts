import type { Actor } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { type Customers, type Partners, partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { conflict, type Id } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

/** What belongs to a customer out of the actor's reach answers as if there were none. */
export async function withinReach<Found extends { readonly customerId: string }>(
  customers: Customers,
  sql: Sql,
  actor: Actor,
  found: Found,
  what: string,
): Promise<Found> {
  await customers.reached(sql, actor, found.customerId as Id<'Customer'>, what);
  return found;
}

/** Lists over all customers are for those who reach all of them. */
export async function listWithinReach(
  customers: Customers,
  sql: Sql,
  actor: Actor,
  customerId: string | undefined,
): Promise<void> {
  if (reachesOnlyAddedBy(actor) === null) return;
  if (customerId === undefined)
    throw conflict('CUSTOMER_NEEDED', 'Your role reaches the customers that you added. Say which of them you mean.');
  await customers.reached(sql, actor, customerId as Id<'Customer'>);
}

/** The same as a condition of a query on a table with customers; the parameter is what `reachesOnlyAddedBy` answers. */
export function reached(table: string, parameter: number): string {
  return `($${parameter}::uuid IS NULL OR EXISTS (SELECT 1 FROM crm.customer reach WHERE reach.id = ${table}.customer_id AND reach.added_by = $${parameter}))`;
}

/** A partner that is named has to be in reach; what is for everybody is for those who reach all. `ask` says what to name. */
export async function partnerOrEverybody(
  act: Act,
  partners: Partners,
  partnerId: Id<'Partner'> | null | undefined,
  ask: string,
): Promise<void> {
  if (partnerId) await partners.required(act.sql, partnerId);
  else refuseForEverybody(act.actor, ask);
}

export function refuseForEverybody(actor: Actor, ask: string): void {
  if (partnersOf(actor) !== null) throw conflict('PARTNER_NEEDED', `Your role reaches some partners only. ${ask}`);
}
