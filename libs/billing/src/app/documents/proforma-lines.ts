import type { DateRange, Id, LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { DiscountStretch, Explanation, LineDiscount, RevenueAccount } from '../../domain/index.js';
import type { ProformaId } from '../../ids.js';
import { type TaxDetail, taxOfRow } from '../pricing/tax-detail.js';
import type { LineToIssue } from './document-lines.js';

interface Row {
  service_id: string | null;
  plan_id: string | null;
  revenue: RevenueAccount;
  description: string;
  covers_from: LocalDate | null;
  covers_to: LocalDate | null;
  period_from: LocalDate | null;
  period_to: LocalDate | null;
  days: number | null;
  period_days: number | null;
  quantity: string;
  unit: string;
  unit_price: string;
  tax_inclusive: boolean;
  discounts: readonly LineDiscount[] | readonly DiscountStretch[] | null;
  tax_id: string | null;
  tax_name: string | null;
  tax_percent: string;
  tax_detail: TaxDetail | null;
  net: string;
  tax: string;
  explanation: Explanation | null;
  charged: boolean;
}

export type ProformaLine = LineToIssue & {
  /** Its days stand on an invoice by now. */
  readonly isCharged: boolean;
};

/** The lines of a proforma as lines of an invoice. */
export async function proformaLines(
  sql: Sql,
  proformaId: ProformaId,
  newId: () => Id<'InvoiceLine'>,
): Promise<{ readonly lines: readonly ProformaLine[]; readonly period: DateRange | null; readonly note: string }> {
  const head = await sql.first<{ from: LocalDate | null; to: LocalDate | null; note: string }>(
    'SELECT lower(period) AS "from", upper(period) AS "to", note FROM billing.proforma WHERE id = $1',
    [proformaId],
  );
  const rows = await sql.query<Row>(
    `SELECT line.service_id, line.plan_id, line.revenue, line.description, lower(line.covers) AS covers_from, upper(line.covers) AS covers_to,
       lower(line.period) AS period_from, upper(line.period) AS period_to, line.days, line.period_days, line.quantity, line.unit, line.unit_price,
       line.tax_inclusive, line.discounts, tax.id AS tax_id, tax.name AS tax_name, line.tax_percent, line.tax_detail, line.net_minor AS net,
       line.tax_minor AS tax, line.explanation,
       EXISTS (SELECT 1 FROM billing.charged_period period JOIN billing.service ON service.chain_id = period.chain_id
         WHERE service.id = line.service_id AND period.days && line.covers AND period.released_at IS NULL) AS charged
     FROM billing.proforma_line line LEFT JOIN billing.tax_rate tax ON tax.id = line.tax_rate_id WHERE line.proforma_id = $1 ORDER BY line.position`,
    [proformaId],
  );
  const period = head?.from && head.to ? { from: head.from, to: head.to } : null;
  return { lines: rows.map((row) => lineOf(row, newId())), period, note: head?.note ?? '' };
}

function lineOf(row: Row, id: Id<'InvoiceLine'>): ProformaLine {
  const netMinor = BigInt(row.net);
  const taxMinor = BigInt(row.tax);
  const covers = row.covers_from && row.covers_to ? { from: row.covers_from, to: row.covers_to } : null;
  const period = row.period_from && row.period_to ? { from: row.period_from, to: row.period_to } : null;
  return {
    id,
    serviceId: row.service_id,
    planId: row.plan_id,
    revenue: row.revenue,
    description: row.description,
    covers,
    part:
      period && row.days !== null && row.period_days !== null ? { period, days: row.days, of: row.period_days } : null,
    quantity: row.quantity,
    unit: row.unit,
    unitPrice: row.unit_price,
    priceIncludesTax: row.tax_inclusive,
    discounts: row.discounts,
    tax: taxOfRow(row).tax,
    taxDetail: row.tax_detail,
    netMinor,
    taxMinor,
    grossMinor: netMinor + taxMinor,
    explanation: row.explanation,
    isCharged: row.charged,
  };
}
