import type { Actor } from '@demarc/access';
import { type CustomerId, partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

/** Refuses with NOT_FOUND unless the actor reaches the customer. */
export async function requireCustomer(sql: Sql, actor: Actor, id: CustomerId): Promise<void> {
  const found = await sql.first(
    `SELECT 1 FROM crm.customer WHERE id = $1 AND ($2::uuid[] IS NULL OR partner_id = ANY ($2::uuid[])) AND ($3::uuid IS NULL OR added_by = $3)`,
    [id, partnersOf(actor), reachesOnlyAddedBy(actor)],
  );
  if (!found) throw notFound('customer');
}
