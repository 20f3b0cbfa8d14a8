import { Injectable } from '@nestjs/common';
import type { Actor } from '@demarc/access';
import { BillingPermissions } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import type { Page } from '@demarc/graphql';
import type { Clock } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { newestFirst, type NewestFirst, type PageQuestion } from './newest-first.js';
import { all, Parameters } from './parameters.js';
import { idsByText, rowConditions, type RowFilter } from './row-reach.js';

export type InvoiceState = 'unpaid' | 'overdue' | 'paid' | 'void';
export const INVOICE_STATES = ['unpaid', 'overdue', 'paid', 'void'] as const satisfies readonly InvoiceState[];

export interface InvoiceListFilter extends RowFilter {
  readonly state?: InvoiceState | null | undefined;
  readonly kind?: 'recurring' | 'one_time' | null | undefined;
  readonly from?: string | null | undefined;
  readonly through?: string | null | undefined;
}

export interface ListedInvoice {
  readonly id: string;
  readonly place: string;
  readonly number: string;
  readonly kind: 'recurring' | 'one_time';
  readonly state: InvoiceState;
  readonly issued_on: string;
  readonly due_on: string;
  readonly currency: string;
  readonly gross_minor: string;
  readonly open_minor: string;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly partner_id: string;
  readonly partner_name: string;
}

const STATE = (
  today: string,
): string => `CASE WHEN row.status = 'void' THEN 'void' WHEN row.settled_minor >= row.gross_minor THEN 'paid'
  WHEN row.due_on < ${today} THEN 'overdue' ELSE 'unpaid' END`;

/** Conditions that the partial indexes of open invoices can serve. */
const STATE_IS: Readonly<Record<InvoiceState, (today: string) => string>> = {
  unpaid: (today) => `row.settled_minor < row.gross_minor AND row.status = 'issued' AND row.due_on >= ${today}`,
  overdue: (today) => `row.settled_minor < row.gross_minor AND row.status = 'issued' AND row.due_on < ${today}`,
  paid: () => `row.settled_minor >= row.gross_minor AND row.status = 'issued'`,
  void: () => `row.status = 'void'`,
};

/** Invoices of all customers, newest first. */
@Injectable()
export class InvoiceList extends Query<PageQuestion & { readonly filter: InvoiceListFilter }, Page<ListedInvoice>> {
  readonly rule: Rule = {
    name: 'reporting.invoiceList',
    sentence: 'List invoices',
    permission: BillingPermissions['invoice.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(
    question: PageQuestion & { readonly filter: InvoiceListFilter },
    { sql, actor, clock }: Asking,
  ): Promise<Page<ListedInvoice>> {
    const parameters = new Parameters();
    const today = parameters.add(await todayOf(this.operators, sql, clock));
    const conditions = invoiceConditions(actor, question.filter, parameters, `${today}::date`);
    const list: NewestFirst = {
      table: 'billing.invoice',
      by: 'row.issued_on',
      kind: 'date',
      columns: `row.number, row.kind, ${STATE(`${today}::date`)} AS state, row.issued_on, row.due_on, row.currency, row.gross_minor,
        CASE row.status WHEN 'void' THEN 0 ELSE row.gross_minor - row.settled_minor END AS open_minor, row.customer_id,
        customer.number AS customer_number, customer.name AS customer_name, row.partner_id, partner.name AS partner_name`,
      joins:
        'JOIN crm.customer customer ON customer.id = row.customer_id JOIN crm.partner partner ON partner.id = row.partner_id',
    };
    const within = invoicesByText(question.filter.text, parameters);
    return newestFirst<ListedInvoice>(
      sql,
      list,
      { conditions: [...conditions, `${today}::date IS NOT NULL`], within },
      parameters,
      question,
    );
  }
}

export interface InvoiceTotal {
  readonly state: InvoiceState;
  readonly currency: string;
  readonly count: string;
  readonly gross_minor: string;
  readonly open_minor: string;
}

/** Sums over everything that a filter lists, by state: the totals row of the grid. */
@Injectable()
export class InvoiceTotals extends Query<InvoiceListFilter, readonly InvoiceTotal[]> {
  readonly rule: Rule = {
    name: 'reporting.invoiceTotals',
    sentence: 'Sum up invoices',
    permission: BillingPermissions['invoice.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(filter: InvoiceListFilter, { sql, actor, clock }: Asking): Promise<readonly InvoiceTotal[]> {
    const parameters = new Parameters();
    const today = `${parameters.add(await todayOf(this.operators, sql, clock))}::date`;
    const conditions = invoiceConditions(actor, filter, parameters, today);
    const within = invoicesByText(filter.text, parameters);
    if (within !== undefined) conditions.push(`row.id IN (${within})`);
    return sql.query<InvoiceTotal>(
      `SELECT ${STATE(today)} AS state, row.currency, count(*) AS count, sum(row.gross_minor)::bigint AS gross_minor,
         sum(CASE row.status WHEN 'void' THEN 0 ELSE row.gross_minor - row.settled_minor END)::bigint AS open_minor
       FROM billing.invoice row WHERE ${all(conditions)} GROUP BY 1, 2 ORDER BY 1, 2`,
      parameters.values,
    );
  }
}

export function invoicesByText(text: string | null | undefined, parameters: Parameters): string | undefined {
  const byNumber = (typed: string): string => `SELECT id FROM billing.invoice WHERE number ^@ ${typed}::text`;
  return idsByText(
    text,
    'billing.invoice',
    (typed) => [byNumber(typed), byNumber(`upper(${typed}::text)`)],
    parameters,
  );
}

export async function todayOf(operators: Operators, sql: Sql, clock: Pick<Clock, 'todayIn'>): Promise<string> {
  return clock.todayIn((await operators.settings(sql)).timeZone);
}

export function invoiceConditions(
  actor: Actor,
  filter: InvoiceListFilter,
  parameters: Parameters,
  today: string,
): string[] {
  const conditions = rowConditions(actor, filter, parameters);
  if (filter.state) conditions.push(STATE_IS[filter.state](today));
  if (filter.kind) conditions.push(`row.kind = ${parameters.add(filter.kind)}`);
  if (filter.from) conditions.push(`row.issued_on >= ${parameters.add(filter.from)}::date`);
  if (filter.through) conditions.push(`row.issued_on <= ${parameters.add(filter.through)}::date`);
  return conditions;
}
