import type { DateRange, LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { ChargedLine, DiscountStretch, LineDiscount, PricedThing } from '../../domain/index.js';
import { type TaxDetail, taxOfRow } from '../pricing/tax-detail.js';
import type { InvoiceId } from '../../ids.js';
import { rangesOf } from './load-billable.js';

/** A charged line of a service with the invoice that it stands on. */
export interface ChargedServiceLine extends ChargedLine {
  readonly invoiceId: InvoiceId;
}

interface LineRow {
  id: string;
  invoice_id: InvoiceId;
  description: string;
  covers_from: LocalDate;
  covers_to: LocalDate;
  period_from: LocalDate;
  period_to: LocalDate;
  days: number;
  period_days: number;
  quantity: string;
  unit_price: string;
  tax_inclusive: boolean;
  tax_id: string | null;
  tax_name: string | null;
  tax_percent: string;
  tax_detail: TaxDetail | null;
  discounts: readonly (LineDiscount | DiscountStretch)[] | null;
  net: string;
  tax: string;
  credited_net: string;
  credited_tax: string;
  credited_days: string | null;
}

/** A line keeps its discounts for all of its days, or stretches of days with theirs. */
export function discountsOfRow(
  kept: readonly (LineDiscount | DiscountStretch)[] | null,
): Pick<PricedThing, 'discounts' | 'stretches'> {
  if (!kept) return {};
  const stretches = kept.filter((one): one is DiscountStretch => 'days' in one);
  return stretches.length > 0 ? { stretches } : { discounts: kept as readonly LineDiscount[] };
}

/** What a service was charged from `since` on, with what has been credited of it. */
export async function chargedLines(sql: Sql, serviceId: string, since: LocalDate): Promise<ChargedServiceLine[]> {
  const rows = await sql.query<LineRow>(
    `SELECT line.id, line.invoice_id, line.description, lower(line.covers) AS covers_from, upper(line.covers) AS covers_to, lower(line.period) AS period_from,
       upper(line.period) AS period_to, line.days, line.period_days, line.quantity, line.unit_price, line.tax_inclusive, tax.id AS tax_id, tax.name AS tax_name,
       line.tax_percent, line.tax_detail, line.discounts, line.net_minor AS net, line.tax_minor AS tax, coalesce(sum(credit.net_minor), 0) AS credited_net,
       coalesce(sum(credit.tax_minor), 0) AS credited_tax,
       range_agg(credit.covers) FILTER (WHERE credit.period IS NOT NULL AND NOT isempty(credit.covers))::text AS credited_days
     FROM billing.invoice_line line LEFT JOIN billing.tax_rate tax ON tax.id = line.tax_rate_id
     LEFT JOIN billing.credit_note_line credit ON credit.invoice_line_id = line.id
     WHERE line.service_id = $1 AND line.period IS NOT NULL AND upper(line.covers) > $2::date
     GROUP BY line.id, tax.id ORDER BY lower(line.covers), line.id`,
    [serviceId, since],
  );
  return rows.map((row) => {
    const netMinor = BigInt(row.net);
    const taxMinor = BigInt(row.tax);
    const creditedNet = BigInt(row.credited_net);
    const creditedTax = BigInt(row.credited_tax);
    return {
      lineId: row.id,
      invoiceId: row.invoice_id,
      description: row.description,
      covers: { from: row.covers_from, to: row.covers_to },
      period: { from: row.period_from, to: row.period_to },
      days: row.days,
      of: row.period_days,
      thing: {
        quantity: row.quantity,
        unitPrice: row.unit_price,
        priceIncludesTax: row.tax_inclusive,
        ...taxOfRow(row),
        ...discountsOfRow(row.discounts),
      },
      netMinor,
      taxMinor,
      grossMinor: netMinor + taxMinor,
      creditedDays: rangesOf(row.credited_days) as DateRange[],
      credited: { netMinor: creditedNet, taxMinor: creditedTax, grossMinor: creditedNet + creditedTax },
    };
  });
}
