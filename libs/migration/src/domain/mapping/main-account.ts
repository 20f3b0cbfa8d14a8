import type { SourceCustomer } from '../source/records.js';
import type { SourceId } from '../source/source-id.js';

/** Sub-accounts are one level deep and stay with their main account's partner; else each stands for itself. */
export function mainAccountOf(
  customer: SourceCustomer,
  customers: ReadonlyMap<SourceId, SourceCustomer>,
): SourceCustomer | undefined {
  const parent = customer.parentId === undefined ? undefined : customers.get(customer.parentId);
  return parent && parent.id !== customer.id && parent.parentId === undefined && parent.partnerId === customer.partnerId
    ? parent
    : undefined;
}
