import type { DateRange, LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type {
  CreditableLine,
  CreditedPart,
  DiscountStretch,
  Explanation,
  LineDiscount,
  PricedThing,
  RevenueAccount,
} from '../../domain/index.js';
import type { InvoiceId, InvoiceLineId } from '../../ids.js';
import { type TaxDetail, taxOfRow } from '../pricing/tax-detail.js';
import { discountsOfRow } from '../runs/charged-lines.js';
import { thingColumns, type LineToIssue } from './document-lines.js';

/** A line of an issued invoice: as it was charged, with what was credited of it. */
export interface StoredLine extends CreditableLine {
  readonly lineId: InvoiceLineId;
  readonly serviceId: string | null;
  readonly planId: string | null;
  readonly revenue: RevenueAccount;
  readonly covers: DateRange | null;
  readonly part: LineToIssue['part'];
  readonly unit: string;
  readonly thing: PricedThing;
  readonly taxDetail: TaxDetail | null;
  readonly explanation: Explanation | null;
}

interface Row {
  id: InvoiceLineId;
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
  discounts: readonly (LineDiscount | DiscountStretch)[] | null;
  tax_id: string | null;
  tax_name: string | null;
  tax_percent: string;
  tax_detail: TaxDetail | null;
  net: string;
  tax: string;
  credited_net: string;
  credited_tax: string;
  explanation: Explanation | null;
}

export async function storedLines(sql: Sql, invoiceId: InvoiceId): Promise<StoredLine[]> {
  const rows = await sql.query<Row>(
    `SELECT line.id, line.service_id, line.plan_id, line.revenue, line.description, lower(line.covers) AS covers_from, upper(line.covers) AS covers_to,
       lower(line.period) AS period_from, upper(line.period) AS period_to, line.days, line.period_days, line.quantity, line.unit, line.unit_price,
       line.tax_inclusive, line.discounts, tax.id AS tax_id, tax.name AS tax_name, line.tax_percent, line.tax_detail, line.net_minor AS net,
       line.tax_minor AS tax, credited.net AS credited_net, credited.tax AS credited_tax, line.explanation
     FROM billing.invoice_line line LEFT JOIN billing.tax_rate tax ON tax.id = line.tax_rate_id
     CROSS JOIN LATERAL (SELECT coalesce(sum(credit.net_minor), 0) AS net, coalesce(sum(credit.tax_minor), 0) AS tax
       FROM billing.credit_note_line credit WHERE credit.invoice_line_id = line.id) credited
     WHERE line.invoice_id = $1 ORDER BY line.position`,
    [invoiceId],
  );
  return rows.map(lineOf);
}

function lineOf(row: Row): StoredLine {
  const netMinor = BigInt(row.net);
  const taxMinor = BigInt(row.tax);
  const creditedNet = BigInt(row.credited_net);
  const creditedTax = BigInt(row.credited_tax);
  return {
    lineId: row.id,
    serviceId: row.service_id,
    planId: row.plan_id,
    revenue: row.revenue,
    description: row.description,
    covers: rangeOf(row.covers_from, row.covers_to),
    part: partOf(row),
    unit: row.unit,
    thing: {
      quantity: row.quantity,
      unitPrice: row.unit_price,
      priceIncludesTax: row.tax_inclusive,
      ...taxOfRow(row),
      ...discountsOfRow(row.discounts),
    },
    taxName: row.tax_name ?? '',
    taxPercent: row.tax_percent,
    taxDetail: row.tax_detail,
    netMinor,
    taxMinor,
    grossMinor: netMinor + taxMinor,
    credited: { netMinor: creditedNet, taxMinor: creditedTax, grossMinor: creditedNet + creditedTax },
    explanation: row.explanation,
  };
}

function rangeOf(from: LocalDate | null, to: LocalDate | null): DateRange | null {
  return from && to ? { from, to } : null;
}

function partOf(row: Row): LineToIssue['part'] {
  const period = rangeOf(row.period_from, row.period_to);
  return period && row.days !== null && row.period_days !== null
    ? { period, days: row.days, of: row.period_days }
    : null;
}

/**
 * A decided credit as a line of a credit note. It says whose days it is about, but takes back an amount and no days: what
 * was charged for them is not charged again by a run.
 */
export function creditToLine(id: InvoiceLineId, line: StoredLine, part: CreditedPart): LineToIssue {
  const thing = part.isWholeLine ? line.thing : { ...line.thing, quantity: '1' };
  const { netMinor, taxMinor, grossMinor, explanation } = part;
  return {
    id,
    serviceId: line.serviceId,
    planId: line.planId,
    invoiceLineId: line.lineId,
    revenue: line.revenue,
    description: line.description,
    covers: line.covers,
    part: null,
    unit: line.unit,
    ...thingColumns(thing),
    discounts: null,
    ...(part.isWholeLine ? { taxDetail: line.taxDetail } : {}),
    netMinor,
    taxMinor,
    grossMinor,
    explanation,
  };
}
