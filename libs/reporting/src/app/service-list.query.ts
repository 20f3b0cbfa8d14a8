import { Injectable } from '@nestjs/common';
import { BillingPermissions, type ServiceStatus } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { Page } from '@demarc/graphql';
import { newestFirst, type NewestFirst, type PageQuestion } from './newest-first.js';
import { Parameters } from './parameters.js';
import { idsByText, type OwnText, rowConditions, type RowFilter } from './row-reach.js';

export const SERVICE_STATUSES = [
  'pending',
  'active',
  'paused',
  'disabled',
  'archived',
] as const satisfies readonly ServiceStatus[];

export interface ServiceListFilter extends RowFilter {
  readonly statuses?: readonly ServiceStatus[] | null | undefined;
  readonly planIds?: readonly string[] | null | undefined;
  readonly kinds?: readonly string[] | null | undefined;
}

export interface ListedServiceRow {
  readonly id: string;
  readonly place: string;
  readonly number: string;
  readonly kind: string;
  readonly status: ServiceStatus;
  readonly title: string;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly unit_price: string | null;
  readonly quantity: string;
  readonly currency: string;
  readonly login: string | null;
  readonly ipv4: string | null;
  readonly access: string | null;
  readonly online: boolean;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly partner_id: string;
  readonly partner_name: string;
}

const LIST: NewestFirst = {
  table: 'billing.service',
  by: 'row.number',
  kind: 'integer',
  columns: `row.number, row.kind, row.status, plan.title, row.starts_on, row.ends_on, coalesce(row.unit_price, plan.unit_price) AS unit_price, row.quantity, row.currency,
    access.login, host(access.ipv4) AS ipv4, access.desired AS access,
    EXISTS (SELECT 1 FROM networking.session_open session WHERE session.service_id = row.id) AS online,
    row.customer_id, customer.number AS customer_number, customer.name AS customer_name, row.partner_id, partner.name AS partner_name`,
  joins: `JOIN billing.plan plan ON plan.id = row.plan_id LEFT JOIN networking.access access ON access.service_id = row.id
    JOIN crm.customer customer ON customer.id = row.customer_id JOIN crm.partner partner ON partner.id = row.partner_id`,
};

const OWN_TEXT: OwnText = (typed) => [
  `SELECT id FROM billing.service WHERE number = CASE WHEN ${typed}::text ~ '^#?[0-9]{1,18}$' THEN ltrim(${typed}::text, '#')::bigint END`,
  `SELECT service_id AS id FROM networking.access WHERE login_key ^@ lower(${typed}::text)`,
];

/** Services of all customers, the latest numbers first; archived ones only when asked for. */
@Injectable()
export class ServiceList extends Query<PageQuestion & { readonly filter: ServiceListFilter }, Page<ListedServiceRow>> {
  readonly rule: Rule = {
    name: 'reporting.serviceList',
    sentence: 'List services',
    permission: BillingPermissions['service.view'],
  };

  answer(
    question: PageQuestion & { readonly filter: ServiceListFilter },
    { sql, actor }: Asking,
  ): Promise<Page<ListedServiceRow>> {
    const parameters = new Parameters();
    const { filter } = question;
    const conditions = rowConditions(actor, filter, parameters);
    if (filter.statuses?.length) conditions.push(`row.status = ANY (${parameters.add(filter.statuses)}::text[])`);
    else conditions.push(`row.status <> 'archived'`);
    if (filter.planIds?.length) conditions.push(`row.plan_id = ANY (${parameters.add(filter.planIds)}::uuid[])`);
    if (filter.kinds?.length) conditions.push(`row.kind = ANY (${parameters.add(filter.kinds)}::text[])`);
    const within = idsByText(filter.text, 'billing.service', OWN_TEXT, parameters);
    return newestFirst<ListedServiceRow>(sql, LIST, { conditions, within }, parameters, question);
  }
}
