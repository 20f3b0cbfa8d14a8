import type { Sql } from '@demarc/persistence';

/** Read back after an import, by ids: what the books hold, in their own words. Amounts are minor units as text. */
export interface BookedAccountRow {
  readonly customerId: string;
  readonly billingType: string;
  readonly customerStatus: string;
  /** From the postings, not from the stored balance; positive: the customer has. */
  readonly ledgerMinor: string;
}

export interface BookedInvoiceRow {
  readonly id: string;
  readonly status: 'issued' | 'void';
  readonly sourceStatus: string | null;
  readonly grossMinor: string;
  readonly openMinor: string;
  readonly dueOn: string;
  readonly printedLines: number;
}

export interface BookedPaymentRow {
  readonly id: string;
  readonly methodId: string;
  readonly amountMinor: string;
  readonly freeMinor: string;
  readonly status: 'recorded' | 'reversed';
}

export interface BookedCreditNoteRow {
  readonly id: string;
  readonly sourceStatus: string | null;
  readonly grossMinor: string;
  readonly remainingMinor: string;
}

export interface TaxOfRateRow {
  readonly percent: string;
  readonly net: string;
  readonly tax: string;
}

export function accountsByIds(sql: Sql, ids: readonly string[]): Promise<BookedAccountRow[]> {
  return sql.query(
    `SELECT account.customer_id AS "customerId", billing_type AS "billingType", customer_status AS "customerStatus",
       coalesce((SELECT -sum(posting.amount_minor) FROM billing.posting WHERE posting.customer_id = account.customer_id), 0)::text AS "ledgerMinor"
     FROM billing.account WHERE account.customer_id = ANY ($1::uuid[])`,
    [ids],
  );
}

export function servicesByIds(
  sql: Sql,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly status: string }[]> {
  return sql.query('SELECT id, status FROM billing.service WHERE id = ANY ($1::uuid[])', [ids]);
}

export function invoicesByIds(sql: Sql, ids: readonly string[]): Promise<BookedInvoiceRow[]> {
  return sql.query(
    `SELECT invoice.id, status, source_status AS "sourceStatus", gross_minor AS "grossMinor", gross_minor - settled_minor AS "openMinor", due_on AS "dueOn",
       (SELECT count(*)::int FROM billing.invoice_line line WHERE line.invoice_id = invoice.id AND line.printed IS NOT NULL) AS "printedLines"
     FROM billing.invoice WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
}

/** Exact, from unit prices and rates: what was rounded on each document is not rounded again. */
export function taxOfInvoices(sql: Sql, ids: readonly string[]): Promise<TaxOfRateRow[]> {
  return sql.query(
    `SELECT tax_percent AS percent, sum(unit_price * quantity)::text AS net, sum(unit_price * quantity * tax_percent / 100)::text AS tax
       FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
      WHERE invoice.id = ANY ($1::uuid[]) AND invoice.status = 'issued' AND line.printed IS NOT NULL GROUP BY tax_percent`,
    [ids],
  );
}

export function paymentsByIds(sql: Sql, ids: readonly string[]): Promise<BookedPaymentRow[]> {
  return sql.query(
    `SELECT id, method_id AS "methodId", amount_minor AS "amountMinor", unallocated_minor AS "freeMinor", status FROM billing.payment WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
}

export function creditNotesByIds(sql: Sql, ids: readonly string[]): Promise<BookedCreditNoteRow[]> {
  return sql.query(
    `SELECT id, source_status AS "sourceStatus", gross_minor AS "grossMinor", remaining_minor AS "remainingMinor" FROM billing.credit_note WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
}

export async function countAllocations(sql: Sql, ids: readonly string[]): Promise<number> {
  const row = await sql.first<{ count: number }>(
    'SELECT count(*)::int AS count FROM billing.allocation WHERE id = ANY ($1::uuid[]) AND undone_at IS NULL',
    [ids],
  );
  return row?.count ?? 0;
}
