import type { CustomerListFilter, CustomerListSort } from './customer-list-filter.js';
import type { Parameters } from './parameters.js';

/** What an actor may see at all, besides row-level security. */
export interface Reach {
  readonly partners: readonly string[] | null;
  readonly addedBy: string | null;
}

/** A filter that has an index: where its customers come from, and the same as a condition on one customer. */
export interface Driver {
  readonly ids: string;
  readonly condition: string;
  /** Sorts with an index that begins with this filter: inside it, rows lie in the order of the list. */
  readonly orders: readonly CustomerListSort[];
}

const LIVE_SERVICE = `IN ('pending', 'active', 'paused')`;

/** The filters that are set, for a list whose customers are called `c`. `hasAccount`: their accounts are there too, as `a`. */
export function driversOf(
  filter: CustomerListFilter,
  reach: Reach,
  parameters: Parameters,
  hasAccount: boolean,
): Driver[] {
  return [
    ...ofCustomer(filter, reach, parameters, hasAccount),
    ...ofAccount(filter, parameters, hasAccount),
    ...ofServices(filter, parameters),
  ];
}

function ofCustomer(filter: CustomerListFilter, reach: Reach, parameters: Parameters, hasAccount: boolean): Driver[] {
  const drivers: Driver[] = [];
  const add = (
    column: string,
    values: readonly string[] | null | undefined,
    orders: readonly CustomerListSort[],
  ): void => {
    if (!values) return;
    const one = values.length === 1;
    const wanted = isOneOf(parameters, values, 'uuid');
    // Where accounts are walked, each has the partner too.
    const table = column === 'partner_id' && hasAccount ? 'a' : 'c';
    drivers.push({
      ids: `SELECT id FROM crm.customer WHERE ${column} ${wanted}`,
      condition: `${table}.${column} ${wanted}`,
      orders: one ? orders : [],
    });
  };
  add('partner_id', reach.partners, ['number', 'name', 'created', 'balance']);
  add('added_by', reach.addedBy === null ? null : [reach.addedBy], ['number']);
  add('partner_id', filter.partnerIds?.length ? filter.partnerIds : null, ['number', 'name', 'created', 'balance']);
  add('location_id', filter.locationIds?.length ? filter.locationIds : null, ['number']);
  return drivers;
}

function ofAccount(filter: CustomerListFilter, parameters: Parameters, hasAccount: boolean): Driver[] {
  const drivers: Driver[] = [];
  const add = (condition: string, orders: readonly CustomerListSort[]): void => {
    drivers.push({
      ids: `SELECT customer_id AS id FROM billing.account WHERE ${condition}`,
      condition: hasAccount
        ? `a.${condition}`
        : `EXISTS (SELECT 1 FROM billing.account account WHERE account.customer_id = c.id AND ${condition} OFFSET 0)`,
      orders,
    });
  };
  if (filter.statuses?.length) add(`customer_status ${isOneOf(parameters, filter.statuses, 'text')}`, []);
  if (filter.balance) add(`balance_minor ${{ owes: '<', credit: '>', zero: '=' }[filter.balance]} 0`, ['balance']);
  return drivers;
}

function ofServices(filter: CustomerListFilter, parameters: Parameters): Driver[] {
  if (!filter.planIds?.length) return [];
  const plans = `plan_id = ANY (${parameters.add(filter.planIds)}::uuid[]) AND status ${LIVE_SERVICE}`;
  return [
    {
      ids: `SELECT customer_id AS id FROM billing.service WHERE ${plans}`,
      condition: `EXISTS (SELECT 1 FROM billing.service service WHERE service.customer_id = c.id AND ${plans} OFFSET 0)`,
      orders: [],
    },
  ];
}

/** One value is compared plainly: an index that begins with the column then finds or misses a row without reading it. */
function isOneOf(parameters: Parameters, values: readonly string[], type: 'uuid' | 'text'): string {
  return values.length === 1
    ? `= ${parameters.add(values[0])}::${type}`
    : `= ANY (${parameters.add(values)}::${type}[])`;
}
