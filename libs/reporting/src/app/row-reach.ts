import type { Actor } from '@demarc/access';
import { partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { listWords } from '../domain/search-shape.js';
import type { Parameters } from './parameters.js';

export interface RowFilter {
  readonly text?: string | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly partnerIds?: readonly string[] | null | undefined;
}

/** Conditions on rows of customers: those that the actor reaches, and the filters that every such list has (text aside). */
export function rowConditions(actor: Actor, filter: RowFilter, parameters: Parameters): string[] {
  const conditions: string[] = [];
  const partners = partnersOf(actor);
  const addedBy = reachesOnlyAddedBy(actor);
  if (partners !== null) conditions.push(partnerIs(partners, parameters));
  if (addedBy !== null)
    conditions.push(
      `EXISTS (SELECT 1 FROM crm.customer owner WHERE owner.id = row.customer_id AND owner.added_by = ${parameters.add(addedBy)}::uuid)`,
    );
  if (filter.partnerIds?.length) conditions.push(partnerIs(filter.partnerIds, parameters));
  if (filter.customerId) conditions.push(`row.customer_id = ${parameters.add(filter.customerId)}::uuid`);
  return conditions;
}

function partnerIs(ids: readonly string[], parameters: Parameters): string {
  return ids.length === 1
    ? `row.partner_id = ${parameters.add(ids[0])}::uuid`
    : `row.partner_id = ANY (${parameters.add(ids)}::uuid[])`;
}

/** How a list is found by text: ids by the beginning of its own number or name. The placeholder of the text is given. */
export type OwnText = (typed: string) => readonly string[];

/** The rows that a text hits, as statements answering ids: by their own number, or by anything that is known of the customer. */
export function idsByText(
  text: string | null | undefined,
  table: string,
  own: OwnText,
  parameters: Parameters,
): string | undefined {
  const typed = (text ?? '').trim().slice(0, 200);
  if (typed === '') return undefined;
  const words = parameters.add(listWords(typed));
  const ofCustomers = `SELECT id FROM ${table} WHERE customer_id = ANY (ARRAY(SELECT crm.search_customers(${words}::text[], 1000)))`;
  const parts = [...own(parameters.add(typed)), ofCustomers].map((part) => `(${part} LIMIT 2000)`);
  return parts.join(' UNION ');
}
