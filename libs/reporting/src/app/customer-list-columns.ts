/** What a page of customers is shown with: which columns are read, and where each comes from. */
export interface Shown {
  readonly money: boolean;
  readonly services: boolean;
  readonly sessions: boolean;
}

/** Where the columns of a customer and of the account already are, or as what they are joined. */
export interface Sources {
  readonly customer: 'page' | 'customer';
  readonly account: 'page' | 'account';
}

const OF_CUSTOMER = 'number name category login email phones city created_at partner_id location_id lifecycle'.split(
  ' ',
);
const OF_ACCOUNT = ['customer_status', 'balance_minor', 'currency', 'standing'];

/** The columns of customers that a page carries along when it is cut from the customers themselves: none is looked up again. */
export const CUSTOMER_COLUMNS = OF_CUSTOMER.map((column) => `c.${column}`).join(', ');
/** The same of accounts. */
export const ACCOUNT_COLUMNS = OF_ACCOUNT.map((column) => `a.${column}`).join(', ');

const ONLINE = `EXISTS (SELECT 1 FROM networking.access own JOIN networking.session_open session ON session.service_id = own.service_id
      WHERE own.customer_id = page.id)`;

/** The columns of the answer. Those that the reader may not see are not read. */
export function columnsOf({ customer, account }: Sources, { money, services, sessions }: Shown): string {
  return `page.id, page.place::text AS place, ${OF_CUSTOMER.map((column) => `${customer}.${column}`).join(', ')},
    partner.name AS partner_name, location.name AS location_name,
    coalesce(${account}.customer_status, CASE ${customer}.lifecycle WHEN 'archived' THEN 'inactive' ELSE ${customer}.lifecycle END) AS status,
    ${money ? `${account}.balance_minor, ${account}.currency, ${account}.standing` : 'NULL AS balance_minor, NULL AS currency, NULL AS standing'},
    ${services ? SERVICES : 'NULL AS services'},
    ${sessions ? ONLINE : 'false'} AS online`;
}

/** What is joined to a page; `LEFT` where it may be empty and still has something to tell. */
export function joinsOf({ customer, account }: Sources, kind: 'LEFT' | '' = ''): string {
  return [
    customer === 'customer' ? `${kind} JOIN crm.customer customer ON customer.id = page.id` : '',
    `${kind} JOIN crm.partner partner ON partner.id = ${customer}.partner_id`,
    `LEFT JOIN crm.location location ON location.id = ${customer}.location_id`,
    account === 'account' ? 'LEFT JOIN billing.account account ON account.customer_id = page.id' : '',
  ].join(' ');
}

// Arrays in the order of the index: sorting and naming within each of fifty rows would cost as much as reading them.
const SERVICES = `(SELECT json_agg(json_build_array(service.id, service.number::text, service.kind, plan.title, service.status, service.starts_on))
      FROM (SELECT id, number, kind, status, plan_id, starts_on FROM billing.service
        WHERE customer_id = page.id AND status <> 'archived' ORDER BY starts_on LIMIT 20) service
      JOIN billing.plan plan ON plan.id = service.plan_id) AS services`;
