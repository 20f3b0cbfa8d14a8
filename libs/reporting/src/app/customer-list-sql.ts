import {
  ACCOUNT_COLUMNS,
  columnsOf,
  CUSTOMER_COLUMNS,
  joinsOf,
  type Shown,
  type Sources,
} from './customer-list-columns.js';
import { type Driver, driversOf, type Reach } from './customer-list-drivers.js';
import type { CustomerListQuestion, CustomerListSort } from './customer-list-filter.js';
import { all, Parameters } from './parameters.js';

/** The most customers that a filter gathers before sorting; a filter that hits more is walked in the order of the list. */
export const MOST_GATHERED = 5_000;
/** Filters that hit more each, but no more than this, are intersected before anything is looked up. */
export const MOST_INTERSECTED = 50_000;
/** How many rows of the list's own order are looked at before anything is counted or gathered. */
export const MOST_GLANCED = 2_000;
/** How far an unfiltered list is counted. */
export const MOST_COUNTED = 10_000;

const SORT: Readonly<Record<CustomerListSort, { readonly value: string; readonly type: string }>> = {
  number: { value: 'c.number', type: 'bigint' },
  name: { value: 'c.name', type: 'text' },
  created: { value: 'c.created_at', type: 'timestamptz' },
  balance: { value: 'a.balance_minor', type: 'bigint' },
};

export interface CustomerListAsk {
  readonly question: CustomerListQuestion;
  readonly reach: Reach;
  /** Words of three letters and more, to be found in what is known of the customer. */
  readonly words: readonly string[];
  /** Where the page before ended. */
  readonly place: { readonly value: string; readonly id: string } | undefined;
  readonly shows: Shown;
}

/** One statement about the customer list, put together from the filters that are set. */
export class CustomerListSql {
  readonly parameters = new Parameters();
  readonly drivers: readonly Driver[];
  /** The hits of a search are always gathered, at most MOST_GATHERED. */
  private readonly found: string | undefined;
  private readonly conditions: readonly string[];
  private readonly question: CustomerListQuestion;
  private readonly byBalance: boolean;

  constructor(private readonly ask: CustomerListAsk) {
    const { question, reach, words } = ask;
    const { filter } = question;
    this.question = question;
    this.byBalance = question.sort === 'balance';
    this.found =
      words.length > 0
        ? `SELECT id FROM crm.search_customers(${this.parameters.add(words)}::text[], ${MOST_GATHERED + 1}) AS id`
        : undefined;
    this.drivers = driversOf(filter, reach, this.parameters, this.byBalance);
    this.conditions = [
      `c.lifecycle ${filter.archived ? '=' : '<>'} 'archived'`,
      ...this.drivers.map((driver) => driver.condition),
    ];
  }

  get searches(): boolean {
    return this.found !== undefined;
  }

  /** How many customers each driver hits, counted up to the cap: one row with columns n0, n1, … */
  counting(): string {
    const most = this.drivers.length === 1 ? MOST_GATHERED : MOST_INTERSECTED;
    const counts = this.drivers.map(
      (driver, index) => `(SELECT count(*) FROM (${driver.ids} LIMIT ${most + 1}) hits) AS n${index}`,
    );
    return `SELECT ${counts.join(', ')}`;
  }

  /** Gathers the hits of these drivers, or of the search, then filters and sorts them. Each row carries the exact `total`. */
  gathered(from: 'search' | readonly number[]): string {
    const hits =
      from === 'search'
        ? `SELECT DISTINCT id FROM (${this.found ?? ''} LIMIT ${MOST_GATHERED}) hits`
        : from.map((index) => `SELECT id FROM (${this.drivers[index]?.ids ?? ''}) hits`).join(' INTERSECT ');
    const account = this.byBalance ? `CROSS JOIN LATERAL (${ACCOUNT} OFFSET 0) a` : '';
    const sources: Sources = { customer: 'customer', account: 'account' };
    return `WITH hit AS MATERIALIZED (SELECT DISTINCT id FROM (${hits}) every_hit),
      matched AS MATERIALIZED (
        SELECT c.id, ${SORT[this.question.sort].value} AS place FROM hit
        CROSS JOIN LATERAL (SELECT * FROM crm.customer customer WHERE customer.id = hit.id OFFSET 0) c ${account}
        WHERE ${all(this.conditions)}),
      page AS (SELECT id, place FROM matched AS c WHERE ${this.after('place')} ${this.order('place')} LIMIT ${this.limit})
      SELECT total.count AS total, ${columnsOf(sources, this.ask.shows)}
      FROM (SELECT count(*) FROM matched) total LEFT JOIN page ON true ${joinsOf(sources, 'LEFT')} ${this.order('page.place', 'page.id')}`;
  }

  /** Walks the list in its own order by an index, and stops when the page is full or so many rows were looked at. */
  walked(most?: number): string {
    const { value } = SORT[this.question.sort];
    const id = this.byBalance ? 'a.customer_id' : 'c.id';
    const inside = this.drivers.find((driver) => driver.orders.includes(this.question.sort))?.condition ?? 'true';
    const ordered = `WHERE ${all([inside, this.after(value, id)])} ${this.order(value, id)} ${most === undefined ? '' : `LIMIT ${most}`}`;
    const source = this.byBalance
      ? `(SELECT a.customer_id, a.partner_id, ${ACCOUNT_COLUMNS} FROM billing.account a ${ordered}) a
         CROSS JOIN LATERAL (SELECT c.id, c.added_by, ${CUSTOMER_COLUMNS} FROM crm.customer c WHERE c.id = a.customer_id OFFSET 0) c`
      : `(SELECT c.id, c.added_by, ${CUSTOMER_COLUMNS} FROM crm.customer c ${ordered}) c`;
    const sources: Sources = { customer: 'page', account: this.byBalance ? 'page' : 'account' };
    return `WITH page AS (SELECT ${id} AS id, ${value} AS place, ${CUSTOMER_COLUMNS} ${this.byBalance ? `, ${ACCOUNT_COLUMNS}` : ''}
        FROM ${source} WHERE ${all(this.conditions)} ${this.order(value, id)} LIMIT ${this.limit})
      SELECT ${columnsOf(sources, this.ask.shows)} FROM page ${joinsOf(sources)} ${this.order('page.place', 'page.id')}`;
  }

  /** Counts the unfiltered list, up to a cap. */
  countUnfiltered(): string {
    return `SELECT count(*) AS total FROM (SELECT 1 FROM crm.customer c WHERE ${all(this.conditions)} LIMIT ${MOST_COUNTED + 1}) counted`;
  }

  private get limit(): number {
    return this.question.first + 1;
  }

  private after(value: string, id = 'c.id'): string {
    const { sort, descending } = this.question;
    const { place } = this.ask;
    if (!place) return 'true';
    const sign = descending ? '<' : '>';
    if (sort === 'number') return `${value} ${sign} ${this.parameters.add(place.value)}::bigint`;
    return `(${value}, ${id}) ${sign} (${this.parameters.add(place.value)}::${SORT[sort].type}, ${this.parameters.add(place.id)}::uuid)`;
  }

  private order(value: string, id = 'id'): string {
    const direction = this.question.descending ? 'DESC' : 'ASC';
    return `ORDER BY ${value} ${direction}${this.question.sort === 'number' ? '' : `, ${id} ${direction}`}`;
  }
}

// OFFSET 0 keeps the planner from turning this into a join: under row-level security it takes a filter for far narrower than
// it is, and would sort or hash a million rows to give fifty.
const ACCOUNT = `SELECT partner_id, balance_minor, customer_status FROM billing.account account WHERE account.customer_id = c.id`;
