import { Injectable } from '@nestjs/common';
import { type Actor, holds } from '@demarc/access';
import { BillingPermissions } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { CrmPermissions, partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import type { Sql } from '@demarc/persistence';
import { fragmentsOf, readSearch } from '../domain/search-shape.js';
import { Parameters } from './parameters.js';
import { exactFinders, type Hit, kindsOf, type SearchKind } from './search-finders.js';

export interface SearchQuestion {
  readonly text: string;
  readonly first: number;
}

export interface FoundRecord {
  readonly kind: SearchKind;
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly customerId: string;
  readonly status: string | null;
}

/**
 * One box for any identifier. The shape of the text says which exact indexes to ask; what is left of the page is filled by
 * fragments of three letters and more among everything that is known of customers.
 */
@Injectable()
export class Search extends Query<SearchQuestion, readonly FoundRecord[]> {
  readonly rule: Rule = {
    name: 'reporting.search',
    sentence: 'Search by any identifier',
    permission: CrmPermissions['customer.view'],
  };

  async answer({ text: typed, first }: SearchQuestion, { sql, actor }: Asking): Promise<readonly FoundRecord[]> {
    const most = Math.min(Math.max(first, 1), 50);
    const { shape, area, text } = readSearch(typed);
    const kinds = kindsOf(area, allowedKinds(actor));
    const parameters = new Parameters();
    const finders = exactFinders(shape, text, parameters, { kinds, most });
    const exact = finders.length === 0 ? [] : await sql.query<Hit>(finders.join(' UNION ALL '), parameters.values);
    const words = fragmentsOf(shape);
    const isAddress = shape.kind === 'email' && exact.length > 0;
    const missing =
      kinds.has('customer') && !isAddress && exact.length < most && words.some((word) => word.length >= 3);
    const fragments = missing ? await byFragments(sql, words, most) : [];
    return describe(sql, actor, inOrder([...exact, ...fragments], most));
  }
}

function allowedKinds(actor: Actor): ReadonlySet<SearchKind> {
  const kinds = new Set<SearchKind>(['customer']);
  if (holds(actor, BillingPermissions['service.view'])) kinds.add('service');
  if (holds(actor, BillingPermissions['invoice.view'])) kinds.add('invoice');
  if (holds(actor, BillingPermissions['payment.view'])) kinds.add('payment');
  return kinds;
}

function byFragments(sql: Sql, words: readonly string[], most: number): Promise<Hit[]> {
  return sql.query<Hit>(
    `SELECT 'customer' AS kind, id, id AS customer_id, 6 AS rank FROM crm.search_customers($1::text[], $2) AS id`,
    [words, most],
  );
}

/** The best rank first, each record once. */
function inOrder(hits: readonly Hit[], most: number): readonly Hit[] {
  const seen = new Set<string>();
  return [...hits]
    .sort((left, right) => left.rank - right.rank)
    .filter((hit) => {
      const key = `${hit.kind}:${hit.id}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(0, most);
}

interface Described extends FoundRecord {
  readonly place: number;
}

/** Titles for the hits, in their order. Hits of customers out of reach fall away here too. */
async function describe(sql: Sql, actor: Actor, hits: readonly Hit[]): Promise<readonly FoundRecord[]> {
  if (hits.length === 0) return [];
  const kinds = new Set(hits.map((hit) => hit.kind));
  const parts = [...kinds].map((kind) => DESCRIBE[kind]);
  const rows = await sql.query<Described>(
    `WITH hit AS MATERIALIZED (SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS hit (kind, id, customer_id, place)),
     owner AS MATERIALIZED (SELECT customer.id, customer.number, customer.name, customer.login, customer.phones, customer.city, customer.lifecycle
       FROM crm.customer customer WHERE customer.id = ANY ($3::uuid[])
         AND ($4::uuid[] IS NULL OR customer.partner_id = ANY ($4::uuid[])) AND ($5::uuid IS NULL OR customer.added_by = $5))
     ${parts.join(' UNION ALL ')} ORDER BY place`,
    [
      hits.map((hit) => hit.kind),
      hits.map((hit) => hit.id),
      hits.map((hit) => hit.customer_id),
      partnersOf(actor),
      reachesOnlyAddedBy(actor),
    ],
  );
  return rows.map(({ place: _, ...record }) => record);
}

const WHO = `'#' || owner.number || ' ' || owner.name`;
const DESCRIBE: Readonly<Record<SearchKind, string>> = {
  customer: `SELECT hit.kind, hit.id, owner.id AS "customerId", owner.name AS title, concat_ws(' · ', '#' || owner.number, owner.login, owner.phones, owner.city) AS subtitle,
      CASE WHEN owner.lifecycle = 'archived' THEN 'archived' ELSE coalesce(account.customer_status, owner.lifecycle) END AS status, hit.place
    FROM hit JOIN owner ON owner.id = hit.id LEFT JOIN billing.account account ON account.customer_id = hit.customer_id WHERE hit.kind = 'customer'`,
  service: `SELECT hit.kind, hit.id, owner.id AS "customerId", plan.title, concat_ws(' · ', ${WHO}, access.login, host(access.ipv4)) AS subtitle, service.status, hit.place
    FROM hit JOIN owner ON owner.id = hit.customer_id JOIN billing.service service ON service.id = hit.id JOIN billing.plan plan ON plan.id = service.plan_id
    LEFT JOIN networking.access access ON access.service_id = hit.id WHERE hit.kind = 'service'`,
  invoice: `SELECT hit.kind, hit.id, owner.id AS "customerId", invoice.number AS title, concat_ws(' · ', ${WHO}, invoice.issued_on::text) AS subtitle,
      CASE WHEN invoice.status = 'void' THEN 'void' WHEN invoice.settled_minor >= invoice.gross_minor THEN 'paid' ELSE 'unpaid' END AS status, hit.place
    FROM hit JOIN owner ON owner.id = hit.customer_id JOIN billing.invoice invoice ON invoice.id = hit.id WHERE hit.kind = 'invoice'`,
  payment: `SELECT hit.kind, hit.id, owner.id AS "customerId", payment.receipt_number AS title, concat_ws(' · ', ${WHO}, payment.received_on::text) AS subtitle, payment.status, hit.place
    FROM hit JOIN owner ON owner.id = hit.customer_id JOIN billing.payment payment ON payment.id = hit.id WHERE hit.kind = 'payment'`,
};
