import type { ListedCustomer, ListedService } from './customer-list-filter.js';

/** A service as the statement gives it: id, number, kind, title, status, the day it starts. */
type ServiceRow = readonly [string, string, string, string, string, string];

export type CustomerRow = Omit<ListedCustomer, 'services'> & { readonly services: readonly ServiceRow[] | null };

export function listedCustomer(row: CustomerRow): ListedCustomer {
  return { ...row, services: row.services && row.services.toSorted(byStart).map(listedService) };
}

/** Those that started first come first; of one day, in the order of their numbers. */
function byStart([, number, , , , start]: ServiceRow, [, other, , , , otherStart]: ServiceRow): number {
  if (start !== otherStart) return start < otherStart ? -1 : 1;
  return BigInt(number) < BigInt(other) ? -1 : 1;
}

function listedService([id, number, kind, title, status]: ServiceRow): ListedService {
  return { id, number, kind, title, status };
}
