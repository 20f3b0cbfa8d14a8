import { Injectable } from '@nestjs/common';
import type { Actor } from '@demarc/access';
import { BillingPermissions } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { Page } from '@demarc/graphql';
import { newestFirst, type NewestFirst, type PageQuestion } from './newest-first.js';
import { all, Parameters } from './parameters.js';
import { idsByText, rowConditions, type RowFilter } from './row-reach.js';

export interface CreditNoteListFilter extends RowFilter {
  /** Only those of which something settles nothing yet, or only those that are used up. */
  readonly remaining?: boolean | null | undefined;
  readonly from?: string | null | undefined;
  readonly through?: string | null | undefined;
}

export interface ListedCreditNote {
  readonly id: string;
  readonly place: string;
  readonly number: string;
  readonly issued_on: string;
  readonly note: string;
  readonly currency: string;
  readonly gross_minor: string;
  readonly remaining_minor: string;
  readonly invoice_id: string | null;
  readonly invoice_number: string | null;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly partner_id: string;
  readonly partner_name: string;
}

const LIST: NewestFirst = {
  table: 'billing.credit_note',
  by: 'row.issued_on',
  kind: 'date',
  columns: `row.number, row.issued_on, row.note, row.currency, row.gross_minor, row.remaining_minor, row.invoice_id,
    invoice.number AS invoice_number, row.customer_id, customer.number AS customer_number, customer.name AS customer_name,
    row.partner_id, partner.name AS partner_name`,
  joins: `JOIN crm.customer customer ON customer.id = row.customer_id JOIN crm.partner partner ON partner.id = row.partner_id
    LEFT JOIN billing.invoice invoice ON invoice.id = row.invoice_id`,
};

/** Credit notes of all customers, newest first. */
@Injectable()
export class CreditNoteList extends Query<
  PageQuestion & { readonly filter: CreditNoteListFilter },
  Page<ListedCreditNote>
> {
  readonly rule: Rule = {
    name: 'reporting.creditNoteList',
    sentence: 'List credit notes',
    permission: BillingPermissions['invoice.view'],
  };

  async answer(
    question: PageQuestion & { readonly filter: CreditNoteListFilter },
    { sql, actor }: Asking,
  ): Promise<Page<ListedCreditNote>> {
    const parameters = new Parameters();
    const conditions = creditNoteConditions(actor, question.filter, parameters);
    const within = creditNotesByText(question.filter.text, parameters);
    return newestFirst<ListedCreditNote>(sql, LIST, { conditions, within }, parameters, question);
  }
}

export interface CreditNoteTotal {
  readonly currency: string;
  readonly count: string;
  readonly gross_minor: string;
  readonly remaining_minor: string;
}

/** Sums over everything that a filter lists. */
@Injectable()
export class CreditNoteTotals extends Query<CreditNoteListFilter, readonly CreditNoteTotal[]> {
  readonly rule: Rule = {
    name: 'reporting.creditNoteTotals',
    sentence: 'Sum up credit notes',
    permission: BillingPermissions['invoice.view'],
  };

  async answer(filter: CreditNoteListFilter, { sql, actor }: Asking): Promise<readonly CreditNoteTotal[]> {
    const parameters = new Parameters();
    const conditions = creditNoteConditions(actor, filter, parameters);
    const within = creditNotesByText(filter.text, parameters);
    if (within !== undefined) conditions.push(`row.id IN (${within})`);
    return sql.query<CreditNoteTotal>(
      `SELECT row.currency, count(*) AS count, sum(row.gross_minor)::bigint AS gross_minor, sum(row.remaining_minor)::bigint AS remaining_minor
       FROM billing.credit_note row WHERE ${all(conditions)} GROUP BY 1 ORDER BY 1`,
      parameters.values,
    );
  }
}

function creditNotesByText(text: string | null | undefined, parameters: Parameters): string | undefined {
  const byNumber = (typed: string): string => `SELECT id FROM billing.credit_note WHERE number ^@ ${typed}::text`;
  return idsByText(
    text,
    'billing.credit_note',
    (typed) => [byNumber(typed), byNumber(`upper(${typed}::text)`)],
    parameters,
  );
}

function creditNoteConditions(actor: Actor, filter: CreditNoteListFilter, parameters: Parameters): string[] {
  const conditions = rowConditions(actor, filter, parameters);
  if (filter.remaining === true) conditions.push(`row.remaining_minor > 0 AND row.status = 'issued'`);
  if (filter.remaining === false) conditions.push('row.remaining_minor = 0');
  if (filter.from) conditions.push(`row.issued_on >= ${parameters.add(filter.from)}::date`);
  if (filter.through) conditions.push(`row.issued_on <= ${parameters.add(filter.through)}::date`);
  return conditions;
}
