import type { CustomerBrief } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

/** How a customer is named on a document of another. */
export function customerLabel(customer: CustomerBrief | undefined): string {
  return customer ? `${customer.name} (#${customer.number})` : '';
}

export function customerLabels(found: ReadonlyMap<string, CustomerBrief>): Map<string, string> {
  return new Map([...found].map(([id, customer]) => [id, customerLabel(customer)]));
}

export interface AggregatedSub {
  readonly customer_id: string;
  readonly main_customer_id: string;
}

/** Who gets the documents of a sub-account. */
export function billedToMain(subs: readonly AggregatedSub[]): ReadonlyMap<string, string> {
  return new Map(subs.map((sub) => [sub.customer_id, sub.main_customer_id]));
}

/** Sub-accounts among these, or of these, that their main accounts are charged for on a day. Most pages have none. */
export function aggregatedSubs(sql: Sql, customerIds: readonly string[], on: LocalDate): Promise<AggregatedSub[]> {
  return sql.query<AggregatedSub>(
    `SELECT customer_id, main_customer_id FROM billing.account_link
      WHERE (customer_id = ANY ($1::uuid[]) OR main_customer_id = ANY ($1::uuid[])) AND mode = 'aggregated' AND days @> $2::date
      ORDER BY main_customer_id, customer_id`,
    [customerIds, on],
  );
}
