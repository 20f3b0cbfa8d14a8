export type CustomerListSort = 'number' | 'name' | 'balance' | 'created';
export type ShownStatus = 'new' | 'active' | 'blocked' | 'inactive';
export type BalanceSign = 'owes' | 'credit' | 'zero';

export const CUSTOMER_LIST_SORTS = [
  'number',
  'name',
  'balance',
  'created',
] as const satisfies readonly CustomerListSort[];
export const SHOWN_STATUSES = ['new', 'active', 'blocked', 'inactive'] as const satisfies readonly ShownStatus[];
export const BALANCE_SIGNS = ['owes', 'credit', 'zero'] as const satisfies readonly BalanceSign[];

export interface CustomerListFilter {
  /** Words; every one must be found somewhere in what is known of the customer. */
  readonly text?: string | null | undefined;
  readonly statuses?: readonly ShownStatus[] | null | undefined;
  readonly partnerIds?: readonly string[] | null | undefined;
  readonly locationIds?: readonly string[] | null | undefined;
  /** Has a service of one of these plans that is not over. */
  readonly planIds?: readonly string[] | null | undefined;
  readonly balance?: BalanceSign | null | undefined;
  /** Archived customers instead of the others. */
  readonly archived?: boolean | null | undefined;
}

export interface CustomerListQuestion {
  readonly filter: CustomerListFilter;
  readonly sort: CustomerListSort;
  readonly descending: boolean;
  readonly first: number;
  /** Is the total of an unfiltered list wanted? It costs a reading of its own. */
  readonly counted: boolean;
  readonly after?: string | null | undefined;
}

export interface ListedService {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly title: string;
  readonly status: string;
}

export interface ListedCustomer {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly category: 'person' | 'company';
  readonly login: string | null;
  readonly email: string | null;
  readonly phones: string | null;
  readonly city: string | null;
  readonly created_at: Date;
  readonly status: ShownStatus;
  readonly standing: string | null;
  readonly balance_minor: string | null;
  readonly currency: string | null;
  readonly partner_id: string;
  readonly partner_name: string;
  readonly location_id: string | null;
  readonly location_name: string | null;
  readonly services: readonly ListedService[] | null;
  readonly online: boolean;
  /** The sort value as text, for the cursor. */
  readonly place: string;
}
