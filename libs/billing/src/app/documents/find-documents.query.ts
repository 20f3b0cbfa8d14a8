import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { type Page, cutPage, decodeCursor, encodeCursor } from '@demarc/graphql';
import { Customers } from '@demarc/crm';
import { type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { type Explanation, isOverdue, settlementOf, type SettlementStatus } from '../../domain/index.js';
import type { CreditNoteId, InvoiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';
import { listWithinReach, withinReach } from '../accounts/reach.js';

export interface FoundInvoice {
  readonly id: InvoiceId;
  readonly number: string;
  readonly customerId: string;
  readonly partnerId: string;
  readonly kind: 'recurring' | 'one_time';
  readonly status: 'issued' | 'void';
  readonly origin: 'native' | 'imported';
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly periodFrom: LocalDate | null;
  readonly periodThrough: LocalDate | null;
  readonly currency: string;
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  readonly settledMinor: string;
  readonly note: string;
  readonly runId: string | null;
  readonly settlement: SettlementStatus;
  readonly overdue: boolean;
}

const INVOICES = `
  SELECT id, number, customer_id AS "customerId", partner_id AS "partnerId", kind, status, origin, issued_on AS "issuedOn", due_on AS "dueOn",
    lower(period) AS "periodFrom", (upper(period) - 1)::date AS "periodThrough", currency, net_minor AS "netMinor", tax_minor AS "taxMinor",
    gross_minor AS "grossMinor", settled_minor AS "settledMinor", note, run_id AS "runId" FROM billing.invoice`;

const VIEW: Pick<Rule, 'permission' | 'customer'> = { permission: BillingPermissions['invoice.view'], customer: 'own' };

export interface InvoiceFilter {
  readonly customerId?: string | undefined;
  readonly openOnly?: boolean | undefined;
  readonly number?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly through?: LocalDate | undefined;
  readonly first: number;
  readonly after?: string | undefined;
}

const COUNT_CAP = 10_000;

@Injectable()
export class ListInvoices extends Query<InvoiceFilter, Page<FoundInvoice>> {
  readonly rule: Rule = { name: 'billing.listInvoices', sentence: 'List invoices', ...VIEW };

  constructor(
    private readonly policies: Policies,
    private readonly customers: Customers,
  ) {
    super();
  }

  async answer(filter: InvoiceFilter, { sql, clock, actor }: Asking): Promise<Page<FoundInvoice>> {
    await listWithinReach(this.customers, sql, actor, filter.customerId);
    const where = `($1::uuid IS NULL OR customer_id = $1) AND (NOT $2::boolean OR (settled_minor < gross_minor AND status = 'issued'))
      AND ($3::text IS NULL OR number = $3) AND ($4::date IS NULL OR issued_on >= $4) AND ($5::date IS NULL OR issued_on <= $5)`;
    const values = [
      filter.customerId ?? null,
      filter.openOnly ?? false,
      filter.number ?? null,
      filter.from ?? null,
      filter.through ?? null,
    ];
    const [on, id] = !filter.after ? [null, null] : decodeCursor(filter.after, 2);
    const rows = await sql.query<FoundInvoice>(
      `${INVOICES} WHERE ${where} AND ($6::date IS NULL OR (issued_on, id) < ($6::date, $7::uuid)) ORDER BY issued_on DESC, id DESC LIMIT $8`,
      [...values, on, id, filter.first + 1],
    );
    const total = await counted(sql, `SELECT 1 FROM billing.invoice WHERE ${where}`, values);
    const today = clock.todayIn((await this.policies.terms(sql, '')).zone);
    return cutPage(
      rows.map((row) => judged(row, today)),
      filter.first,
      (row) => encodeCursor([row.issuedOn, row.id]),
      total,
    );
  }
}

@Injectable()
export class FindInvoice extends Query<{ id: InvoiceId }, FoundInvoice> {
  readonly rule: Rule = { name: 'billing.findInvoice', sentence: 'Open an invoice', ...VIEW };

  constructor(
    private readonly policies: Policies,
    private readonly customers: Customers,
  ) {
    super();
  }

  async answer({ id }: { id: InvoiceId }, { sql, clock, actor }: Asking): Promise<FoundInvoice> {
    const found = await sql.first<FoundInvoice>(`${INVOICES} WHERE id = $1`, [id]);
    if (!found) throw notFound('invoice');
    await withinReach(this.customers, sql, actor, found, 'invoice');
    return judged(found, clock.todayIn((await this.policies.terms(sql, '')).zone));
  }
}

export interface FoundLine {
  readonly id: string;
  readonly documentId: string;
  readonly position: number;
  readonly serviceId: string | null;
  readonly description: string;
  readonly coversFrom: LocalDate | null;
  readonly coversThrough: LocalDate | null;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly taxPercent: string;
  readonly taxName: string | null;
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  readonly explanation: Explanation | null;
}

/** Lines of many documents of one kind at once. */
@Injectable()
export class LinesOf extends Query<{ kind: 'invoice' | 'credit_note'; ids: readonly string[] }, FoundLine[]> {
  readonly rule: Rule = { name: 'billing.linesOf', sentence: 'See the lines of documents', ...VIEW };

  answer(
    { kind, ids }: { kind: 'invoice' | 'credit_note'; ids: readonly string[] },
    { sql }: Asking,
  ): Promise<FoundLine[]> {
    return sql.query<FoundLine>(
      `SELECT line.id, line.${kind}_id AS "documentId", position, service_id AS "serviceId", description, lower(covers) AS "coversFrom",
         (upper(covers) - 1)::date AS "coversThrough", quantity, unit, unit_price AS "unitPrice", tax_percent AS "taxPercent", tax.name AS "taxName",
         net_minor AS "netMinor", tax_minor AS "taxMinor", gross_minor AS "grossMinor", explanation
       FROM billing.${kind}_line line LEFT JOIN billing.tax_rate tax ON tax.id = line.tax_rate_id WHERE line.${kind}_id = ANY ($1::uuid[]) ORDER BY line.${kind}_id, position`,
      [ids],
    );
  }
}

export interface FoundCreditNote {
  readonly id: CreditNoteId;
  readonly number: string;
  readonly customerId: string;
  readonly invoiceId: InvoiceId | null;
  readonly status: 'issued' | 'void';
  readonly origin: 'native' | 'imported';
  readonly issuedOn: LocalDate;
  readonly currency: string;
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  readonly remainingMinor: string;
  readonly note: string;
  readonly state: 'refund_due' | 'refunded' | 'closed';
}

export const CREDIT_NOTES = `
  SELECT id, number, customer_id AS "customerId", invoice_id AS "invoiceId", status, origin, issued_on AS "issuedOn", currency, net_minor AS "netMinor",
    tax_minor AS "taxMinor", gross_minor AS "grossMinor", remaining_minor AS "remainingMinor", note,
    CASE WHEN remaining_minor > 0 THEN 'refund_due' WHEN refunded_minor > 0 THEN 'refunded' ELSE 'closed' END AS state FROM billing.credit_note`;

@Injectable()
export class CreditNotesOf extends Query<{ customerId: string } | { id: CreditNoteId }, FoundCreditNote[]> {
  readonly rule: Rule = { name: 'billing.creditNotesOf', sentence: 'See credit notes', ...VIEW };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer(
    input: { customerId: string } | { id: CreditNoteId },
    { sql, actor }: Asking,
  ): Promise<FoundCreditNote[]> {
    if ('id' in input) {
      const found = await sql.first<FoundCreditNote>(`${CREDIT_NOTES} WHERE id = $1`, [input.id]);
      if (!found) throw notFound('credit note');
      return [await withinReach(this.customers, sql, actor, found, 'credit note')];
    }
    return sql.query<FoundCreditNote>(
      `${CREDIT_NOTES} WHERE customer_id = $1 ORDER BY issued_on DESC, id DESC LIMIT 500`,
      [input.customerId],
    );
  }
}

function judged(invoice: FoundInvoice, today: LocalDate): FoundInvoice {
  const settledMinor = BigInt(invoice.settledMinor);
  const grossMinor = BigInt(invoice.grossMinor);
  const openMinor = invoice.status === 'void' ? 0n : grossMinor - settledMinor;
  return {
    ...invoice,
    settlement: settlementOf(grossMinor, settledMinor),
    overdue: isOverdue({ issuedOn: invoice.issuedOn, dueOn: invoice.dueOn, openMinor }, today),
  };
}

/** Exact up to a cap: nobody reads on, and counting millions is not free. */
export async function counted(
  sql: Sql,
  select: string,
  values: readonly unknown[],
): Promise<{ count: number; exact: boolean }> {
  const row = await sql.first<{ count: number }>(
    `SELECT count(*)::int AS count FROM (${select} LIMIT ${COUNT_CAP + 1}) rows`,
    values,
  );
  const count = row?.count ?? 0;
  return count > COUNT_CAP ? { count: COUNT_CAP, exact: false } : { count, exact: true };
}
