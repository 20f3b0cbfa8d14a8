import { Injectable } from '@nestjs/common';
import type { Actor } from '@demarc/access';
import { BillingPermissions } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { Page } from '@demarc/graphql';
import { newestFirst, type NewestFirst, type PageQuestion } from './newest-first.js';
import { all, Parameters } from './parameters.js';
import { idsByText, rowConditions, type RowFilter } from './row-reach.js';

export interface PaymentListFilter extends RowFilter {
  readonly status?: 'recorded' | 'reversed' | null | undefined;
  readonly methodId?: string | null | undefined;
  /** Only those with money that settles nothing yet. */
  readonly unallocated?: boolean | null | undefined;
  readonly from?: string | null | undefined;
  readonly through?: string | null | undefined;
}

export interface ListedPayment {
  readonly id: string;
  readonly place: string;
  readonly receipt_number: string;
  readonly status: 'recorded' | 'reversed';
  readonly received_on: string;
  readonly currency: string;
  readonly amount_minor: string;
  readonly unallocated_minor: string;
  readonly method: string;
  readonly provider: string | null;
  readonly recorded_by: string;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly partner_id: string;
  readonly partner_name: string;
}

const LIST: NewestFirst = {
  table: 'billing.payment',
  by: 'row.received_on',
  kind: 'date',
  columns: `row.receipt_number, row.status, row.received_on, row.currency, row.amount_minor, row.unallocated_minor, method.name AS method, row.provider,
    row.recorded_by, row.customer_id, customer.number AS customer_number, customer.name AS customer_name, row.partner_id, partner.name AS partner_name`,
  joins: `JOIN billing.payment_method method ON method.id = row.method_id
    JOIN crm.customer customer ON customer.id = row.customer_id JOIN crm.partner partner ON partner.id = row.partner_id`,
};

/** Payments of all customers, newest first. */
@Injectable()
export class PaymentList extends Query<PageQuestion & { readonly filter: PaymentListFilter }, Page<ListedPayment>> {
  readonly rule: Rule = {
    name: 'reporting.paymentList',
    sentence: 'List payments',
    permission: BillingPermissions['payment.view'],
  };

  answer(
    question: PageQuestion & { readonly filter: PaymentListFilter },
    { sql, actor }: Asking,
  ): Promise<Page<ListedPayment>> {
    const parameters = new Parameters();
    const conditions = paymentConditions(actor, question.filter, parameters);
    return newestFirst<ListedPayment>(
      sql,
      LIST,
      { conditions, within: paymentsByText(question.filter.text, parameters) },
      parameters,
      question,
    );
  }
}

export interface PaymentTotal {
  readonly status: 'recorded' | 'reversed';
  readonly currency: string;
  readonly count: string;
  readonly amount_minor: string;
  readonly unallocated_minor: string;
}

/** Sums over everything that a filter lists, by status: the totals row of the grid. */
@Injectable()
export class PaymentTotals extends Query<PaymentListFilter, readonly PaymentTotal[]> {
  readonly rule: Rule = {
    name: 'reporting.paymentTotals',
    sentence: 'Sum up payments',
    permission: BillingPermissions['payment.view'],
  };

  answer(filter: PaymentListFilter, { sql, actor }: Asking): Promise<readonly PaymentTotal[]> {
    const parameters = new Parameters();
    const conditions = paymentConditions(actor, filter, parameters);
    const within = paymentsByText(filter.text, parameters);
    if (within !== undefined) conditions.push(`row.id IN (${within})`);
    return sql.query<PaymentTotal>(
      `SELECT row.status, row.currency, count(*) AS count, sum(row.amount_minor)::bigint AS amount_minor, sum(row.unallocated_minor)::bigint AS unallocated_minor
       FROM billing.payment row WHERE ${all(conditions)} GROUP BY 1, 2 ORDER BY 1, 2`,
      parameters.values,
    );
  }
}

function paymentsByText(text: string | null | undefined, parameters: Parameters): string | undefined {
  return idsByText(
    text,
    'billing.payment',
    (typed) => [`SELECT id FROM billing.payment WHERE receipt_number ^@ ${typed}::text`],
    parameters,
  );
}

function paymentConditions(actor: Actor, filter: PaymentListFilter, parameters: Parameters): string[] {
  const conditions = rowConditions(actor, filter, parameters);
  if (filter.status) conditions.push(`row.status = ${parameters.add(filter.status)}`);
  if (filter.methodId) conditions.push(`row.method_id = ${parameters.add(filter.methodId)}::uuid`);
  if (filter.unallocated) conditions.push(`row.unallocated_minor > 0 AND row.status = 'recorded'`);
  if (filter.from) conditions.push(`row.received_on >= ${parameters.add(filter.from)}::date`);
  if (filter.through) conditions.push(`row.received_on <= ${parameters.add(filter.through)}::date`);
  return conditions;
}
