import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { ComparedDocument, ComparedLine, DiscountStretch, LineDiscount } from '../../domain/index.js';
import { type TaxDetail, taxOfRow } from '../pricing/tax-detail.js';
import { discountsOfRow } from './charged-lines.js';

/** A document that a planned one is compared with. */
export interface BaseDocument extends ComparedDocument {
  readonly invoiceId: string;
}

export interface RunBase {
  readonly kind: 'recurring' | 'prepaid';
  readonly partner_id: string | null;
  readonly for_date: LocalDate;
  /** The run that it is compared with; null: each account with its own last recurring invoice. */
  readonly base_on: LocalDate | null;
}

interface BaseLineRow {
  customer_id: string;
  invoice_id: string;
  service_id: string | null;
  plan_id: string | null;
  quantity: string;
  unit_price: string;
  tax_inclusive: boolean;
  tax_id: string | null;
  tax_name: string | null;
  tax_percent: string;
  tax_detail: TaxDetail | null;
  discounts: readonly (LineDiscount | DiscountStretch)[] | null;
  days: number | null;
  period_days: number | null;
  from: LocalDate | null;
  gross: string;
}

/** All documents of the runs for the base day count, also those that went out later in a run of their own. */
const RUNS_OF_BASE = `ARRAY(SELECT id FROM billing.billing_run WHERE for_date = $2::date AND kind = $3 AND ($4::uuid IS NULL OR partner_id IS NULL OR partner_id = $4))`;

const OF_RUNS = `SELECT invoice.id, invoice.customer_id, invoice.gross_minor FROM billing.invoice
  WHERE invoice.run_id = ANY (${RUNS_OF_BASE}) AND invoice.customer_id = ANY ($1::uuid[]) AND invoice.status = 'issued'`;

const LAST_ONES = `SELECT invoice.id, invoice.customer_id, invoice.gross_minor FROM unnest($1::uuid[]) asked (id) CROSS JOIN LATERAL (
    SELECT * FROM billing.invoice WHERE customer_id = asked.id AND kind = 'recurring' AND status = 'issued' ORDER BY issued_on DESC, id DESC LIMIT 1) invoice`;

/** What each of these customers was charged before, by customer; nothing for who has no such document. */
export async function loadBaseDocuments(
  sql: Sql,
  run: RunBase,
  customerIds: readonly string[],
): Promise<Map<string, BaseDocument>> {
  const values = run.base_on === null ? [customerIds] : [customerIds, run.base_on, run.kind, run.partner_id];
  const rows = await sql.query<BaseLineRow>(
    `SELECT document.customer_id, document.id AS invoice_id, line.service_id, line.plan_id, line.quantity, line.unit_price, line.tax_inclusive,
       tax.id AS tax_id, tax.name AS tax_name, line.tax_percent, line.tax_detail, line.discounts, line.days, line.period_days, lower(line.covers) AS "from", line.gross_minor AS gross
     FROM (${run.base_on === null ? LAST_ONES : OF_RUNS}) document JOIN billing.invoice_line line ON line.invoice_id = document.id
     LEFT JOIN billing.tax_rate tax ON tax.id = line.tax_rate_id ORDER BY document.customer_id, document.id`,
    values,
  );
  const documents = new Map<string, BaseDocument & { lines: ComparedLine[]; grossMinor: bigint }>();
  for (const row of rows) {
    const known = documents.get(row.customer_id) ?? { invoiceId: row.invoice_id, lines: [], grossMinor: 0n };
    const line = comparedLine(row);
    known.lines.push(line);
    documents.set(row.customer_id, {
      invoiceId: row.invoice_id,
      lines: known.lines,
      grossMinor: known.grossMinor + line.grossMinor,
    });
  }
  return documents;
}

function comparedLine(row: BaseLineRow): ComparedLine {
  return {
    serviceId: row.service_id,
    planId: row.plan_id,
    thing: {
      quantity: row.quantity,
      unitPrice: row.unit_price,
      priceIncludesTax: row.tax_inclusive,
      ...taxOfRow(row),
      ...discountsOfRow(row.discounts),
    },
    part: row.days === null || row.period_days === null ? null : { days: row.days, of: row.period_days },
    from: row.from,
    grossMinor: BigInt(row.gross),
  };
}

/** The day of the run before: a month earlier, when documents were issued for it; else there is none. */
export async function baseOf(
  sql: Sql,
  run: { readonly forDate: LocalDate; readonly monthBefore: LocalDate; readonly partnerId: string | null },
): Promise<LocalDate | null> {
  const found = await sql.first<{ on: LocalDate }>(
    `SELECT run.for_date AS on FROM billing.billing_run run WHERE run.for_date = $1 AND run.kind = 'recurring' AND run.status = 'issued'
        AND ($2::uuid IS NULL OR run.partner_id IS NULL OR run.partner_id = $2) AND run.only_customers IS NULL
        AND EXISTS (SELECT 1 FROM billing.invoice WHERE run_id = run.id) LIMIT 1`,
    [run.monthBefore, run.partnerId],
  );
  return found?.on ?? null;
}

export interface AbsentCustomer {
  readonly customer_id: string;
  readonly partner_id: string;
  readonly invoice_id: string;
  readonly gross: string;
  /** The customer has ended, is not charged any more, or has no service that runs. */
  readonly left: boolean;
}

/** Who was on the base and is not in this run, page by page. Whom an earlier run of this day dealt with is no part of the comparison. */
export function absentCustomers(
  sql: Sql,
  runId: string,
  run: RunBase,
  after: string,
  limit: number,
): Promise<AbsentCustomer[]> {
  return sql.query<AbsentCustomer>(
    `SELECT base.customer_id, base.partner_id, base.invoice_id, base.gross,
       account.lifecycle <> 'active' OR account.standing = 'inactive' OR NOT account.billing_enabled OR account.billing_type <> 'recurring'
         OR NOT EXISTS (SELECT 1 FROM billing.service WHERE service.customer_id = base.customer_id
              AND service.status IN ('active', 'pending', 'paused', 'disabled') AND (service.status <> 'disabled' OR service.ends_on IS NULL)
              AND (service.ends_on IS NULL OR service.ends_on >= $6::date)) AS "left"
     FROM (SELECT invoice.customer_id, invoice.partner_id, (array_agg(invoice.id ORDER BY invoice.id DESC))[1] AS invoice_id, sum(invoice.gross_minor)::bigint AS gross
             FROM billing.invoice WHERE invoice.run_id = ANY (${RUNS_OF_BASE}) AND invoice.status = 'issued' AND invoice.customer_id > $1::uuid
              AND ($4::uuid IS NULL OR invoice.partner_id = $4)
              AND NOT EXISTS (SELECT 1 FROM billing.billing_run_item item WHERE item.run_id = $5 AND item.customer_id = invoice.customer_id)
              AND NOT EXISTS (SELECT 1 FROM billing.billing_run other JOIN billing.billing_run_item item ON item.run_id = other.id
                   WHERE other.for_date = $6::date AND other.kind = $3 AND other.status = 'issued' AND item.customer_id = invoice.customer_id
                     AND item.status IN ('issued', 'absent'))
            GROUP BY invoice.customer_id, invoice.partner_id ORDER BY invoice.customer_id LIMIT $7) base
     JOIN billing.account account ON account.customer_id = base.customer_id ORDER BY base.customer_id`,
    [after, run.base_on, run.kind, run.partner_id, runId, run.for_date, limit],
  );
}
