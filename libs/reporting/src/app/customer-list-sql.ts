import type { CustomerListFilter, CustomerListQuestion, CustomerListSort } from './customer-list-filter.js';
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

/** What an actor may see at all, besides row-level security. */
export interface Reach {
  readonly partners: readonly string[] | null;
  readonly addedBy: string | null;
}

export interface CustomerListAsk {
  readonly question: CustomerListQuestion;
  readonly reach: Reach;
  /** Words of three letters and more, to be found in what is known of the customer. */
  readonly words: readonly string[];
  /** Where the page before ended. */
  readonly place: { readonly value: string; readonly id: string } | undefined;
  /** Columns that the reader may not see are not read. */
  readonly shows: { readonly money: boolean; readonly services: boolean; readonly sessions: boolean };
}

/** A filter that has an index: where its customers come from, and the same as a condition on one customer. */
interface Driver {
  readonly ids: string;
  readonly condition: string;
  /** Sorts with an index that begins with this filter: inside it, rows lie in the order of the list. */
  readonly orders: readonly CustomerListSort[];
}

const LIVE_SERVICE = `IN ('pending', 'active', 'paused')`;

/** One statement about the customer list, put together from the filters that are set. */
export class CustomerListSql {
  readonly parameters = new Parameters();
  readonly drivers: readonly Driver[];
  /** The hits of a search are always gathered, at most MOST_GATHERED. */
  private readonly found: string | undefined;
  private readonly conditions: readonly string[];

  private readonly question: CustomerListQuestion;

  constructor(private readonly ask: CustomerListAsk) {
    const { question, reach, words } = ask;
    const { filter } = question;
    this.question = question;
    this.found =
      words.length > 0
        ? `SELECT id FROM crm.search_customers(${this.parameters.add(words)}::text[], ${MOST_GATHERED + 1}) AS id`
        : undefined;
    this.drivers = [...this.ofCustomer(filter, reach), ...this.ofAccount(filter), ...this.ofServices(filter)];
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
    const { value } = SORT[this.question.sort];
    const account = this.needsAccount
      ? `${this.question.sort === 'balance' ? 'CROSS' : 'LEFT'} JOIN LATERAL (${ACCOUNT} OFFSET 0) a ${this.question.sort === 'balance' ? '' : 'ON true'}`
      : '';
    return `WITH hit AS MATERIALIZED (SELECT DISTINCT id FROM (${hits}) every_hit),
      matched AS MATERIALIZED (
        SELECT c.id, ${value} AS place FROM hit
        CROSS JOIN LATERAL (SELECT * FROM crm.customer customer WHERE customer.id = hit.id OFFSET 0) c ${account}
        WHERE ${all(this.conditions)}),
      page AS (SELECT id, place FROM matched AS c WHERE ${this.after('place')} ${this.order('place')} LIMIT ${this.limit})
      SELECT total.count AS total, ${this.details()}
      FROM (SELECT count(*) FROM matched) total LEFT JOIN page ON true ${this.joins('LEFT')} ${this.order('page.place', 'page.id')}`;
  }

  /** Walks the list in its own order by an index, and stops when the page is full or so many rows were looked at. */
  walked(most?: number): string {
    const { value } = SORT[this.question.sort];
    const byBalance = this.question.sort === 'balance';
    const id = byBalance ? 'a.customer_id' : 'c.id';
    const inside = this.drivers.find((driver) => driver.orders.includes(this.question.sort))?.condition ?? 'true';
    const ordered = `WHERE ${all([inside, this.after(value, id)])} ${this.order(value, id)} ${most === undefined ? '' : `LIMIT ${most}`}`;
    const source = byBalance
      ? `(SELECT customer_id, partner_id, balance_minor, customer_status FROM billing.account a ${ordered}) a
         CROSS JOIN LATERAL (SELECT ${WALKED} FROM crm.customer c WHERE c.id = a.customer_id OFFSET 0) c`
      : `(SELECT ${WALKED} FROM crm.customer c ${ordered}) c ${this.needsAccount ? `LEFT JOIN LATERAL (${ACCOUNT} OFFSET 0) a ON true` : ''}`;
    return `WITH page AS (SELECT c.id, ${value} AS place FROM ${source} WHERE ${all(this.conditions)} ${this.order(value, id)} LIMIT ${this.limit})
      SELECT ${this.details()} FROM page ${this.joins('')} ${this.order('page.place', 'page.id')}`;
  }

  /** Counts the unfiltered list, up to a cap. */
  countUnfiltered(): string {
    return `SELECT count(*) AS total FROM (SELECT 1 FROM crm.customer c WHERE ${all(this.conditions)} LIMIT ${MOST_COUNTED + 1}) counted`;
  }

  private get limit(): number {
    return this.question.first + 1;
  }

  private get needsAccount(): boolean {
    const { filter, sort } = this.question;
    return sort === 'balance' || Boolean(filter.balance) || (filter.statuses?.length ?? 0) > 0;
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

  private details(): string {
    const { money, services, sessions } = this.ask.shows;
    return `page.id, page.place::text AS place, customer.number, customer.name, customer.category, customer.login, customer.email, customer.phones,
      customer.city, customer.created_at, customer.partner_id, partner.name AS partner_name, customer.location_id, location.name AS location_name,
      coalesce(account.customer_status, CASE customer.lifecycle WHEN 'archived' THEN 'inactive' ELSE customer.lifecycle END) AS status,
      ${money ? 'account.balance_minor, account.currency, account.standing' : 'NULL AS balance_minor, NULL AS currency, NULL AS standing'},
      ${services ? SERVICES : 'NULL AS services'},
      ${sessions ? 'EXISTS (SELECT 1 FROM networking.session_open session WHERE session.customer_id = page.id)' : 'false'} AS online`;
  }

  private joins(kind: 'LEFT' | ''): string {
    return `${kind} JOIN crm.customer customer ON customer.id = page.id
      ${kind} JOIN crm.partner partner ON partner.id = customer.partner_id
      LEFT JOIN crm.location location ON location.id = customer.location_id
      LEFT JOIN billing.account account ON account.customer_id = page.id`;
  }

  private ofCustomer(filter: CustomerListFilter, reach: Reach): Driver[] {
    const drivers: Driver[] = [];
    const add = (
      column: string,
      values: readonly string[] | null | undefined,
      orders: readonly CustomerListSort[],
    ): void => {
      if (!values) return;
      const one = values.length === 1;
      const wanted = one
        ? `= ${this.parameters.add(values[0])}::uuid`
        : `= ANY (${this.parameters.add(values)}::uuid[])`;
      // Sorted by balance, the account is walked; it has the partner too.
      const table = column === 'partner_id' && this.question.sort === 'balance' ? 'a' : 'c';
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

  private ofAccount(filter: CustomerListFilter): Driver[] {
    const drivers: Driver[] = [];
    const add = (condition: string, orders: readonly CustomerListSort[]): void => {
      drivers.push({
        ids: `SELECT customer_id AS id FROM billing.account WHERE ${condition}`,
        condition: `a.${condition}`,
        orders,
      });
    };
    if (filter.statuses?.length) add(`customer_status = ANY (${this.parameters.add(filter.statuses)}::text[])`, []);
    if (filter.balance) add(`balance_minor ${{ owes: '<', credit: '>', zero: '=' }[filter.balance]} 0`, ['balance']);
    return drivers;
  }

  private ofServices(filter: CustomerListFilter): Driver[] {
    if (!filter.planIds?.length) return [];
    const plans = `plan_id = ANY (${this.parameters.add(filter.planIds)}::uuid[]) AND status ${LIVE_SERVICE}`;
    return [
      {
        ids: `SELECT customer_id AS id FROM billing.service WHERE ${plans}`,
        condition: `EXISTS (SELECT 1 FROM billing.service service WHERE service.customer_id = c.id AND ${plans} OFFSET 0)`,
        orders: [],
      },
    ];
  }
}

const WALKED = 'c.id, c.number, c.name, c.created_at, c.lifecycle, c.partner_id, c.location_id, c.added_by';

// OFFSET 0 keeps the planner from turning these into joins: under row-level security it takes a filter for far narrower than
// it is, and would sort or hash a million rows to give fifty.
const ACCOUNT = `SELECT partner_id, balance_minor, customer_status FROM billing.account account WHERE account.customer_id = c.id`;

const SERVICES = `(SELECT jsonb_agg(jsonb_build_object('id', service.id, 'number', service.number::text, 'kind', service.kind, 'title', plan.title, 'status', service.status)
        ORDER BY service.starts_on, service.number)
      FROM (SELECT * FROM billing.service WHERE customer_id = page.id AND status <> 'archived' ORDER BY starts_on LIMIT 20) service
      JOIN billing.plan plan ON plan.id = service.plan_id) AS services`;
