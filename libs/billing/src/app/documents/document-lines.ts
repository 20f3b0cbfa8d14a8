import { createHash } from 'node:crypto';
import type { DateRange } from '@demarc/kernel';
import type {
  BookedLine,
  Explanation,
  DiscountStretch,
  LineDiscount,
  PricedThing,
  ResolvedTax,
  RevenueAccount,
  TaxExemption,
  TaxedAmount,
} from '../../domain/index.js';
import { push, type Posting } from '../ledger/post-entries.js';
import { type TaxDetail, taxDetailOf } from '../pricing/tax-detail.js';

/** A line of a document that is about to be issued. */
export interface LineToIssue extends TaxedAmount {
  readonly id: string;
  readonly serviceId: string | null;
  readonly planId: string | null;
  readonly invoiceLineId?: string | null;
  /** The credit note line whose days an invoice line charges again: they count as charged already. */
  readonly rechargesLineId?: string | null;
  /** The future item that an invoice line takes, and how much of it. */
  readonly futureItem?: { readonly id: string; readonly baseMinor: bigint } | null;
  readonly revenue: RevenueAccount;
  readonly description: string;
  readonly covers: DateRange | null;
  /** The part of which period it is; null for one-time lines. */
  readonly part: { readonly period: DateRange; readonly days: number; readonly of: number } | null;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly priceIncludesTax: boolean;
  /** For all days of the line, or by the stretches of days that they are for. */
  readonly discounts: readonly LineDiscount[] | readonly DiscountStretch[] | null;
  readonly tax: ResolvedTax | null;
  readonly exemption?: TaxExemption | null;
  /** Given where a line is taken over as it was issued; else it follows from tax and exemption. */
  readonly taxDetail?: TaxDetail | null;
  readonly explanation: Explanation | null;
}

export interface LinesOwner {
  readonly id: string;
  readonly customerId: string;
  readonly partnerId: string;
  readonly lines: readonly LineToIssue[];
}

export function thingColumns(
  thing: PricedThing,
): Pick<LineToIssue, 'quantity' | 'unitPrice' | 'priceIncludesTax' | 'discounts' | 'tax' | 'exemption'> {
  return {
    quantity: thing.quantity,
    unitPrice: thing.unitPrice,
    priceIncludesTax: thing.priceIncludesTax,
    discounts: thing.stretches ?? thing.discounts ?? null,
    tax: thing.tax,
    exemption: thing.exemption ?? null,
  };
}

export function bookedLines(lines: readonly LineToIssue[]): BookedLine[] {
  return lines.map((line) => ({
    revenue: line.revenue,
    netMinor: line.netMinor,
    taxMinor: line.taxMinor,
    taxId: line.tax?.taxId ?? null,
  }));
}

export function rangeText(range: DateRange | null): string | null {
  return range && `[${range.from},${range.to})`;
}

/** What a document says, as one hash: number, owner, dates, lines and totals. */
export function documentHash(number: string, parts: readonly unknown[], lines: readonly LineToIssue[]): string {
  const rows = lines.map((line) => [
    line.description,
    rangeText(line.covers),
    line.quantity,
    line.unitPrice,
    String(line.netMinor),
    line.tax?.ratePercent ?? '0',
    String(line.taxMinor),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([number, ...parts, rows]))
    .digest('hex');
}

const TYPES =
  `uuid uuid uuid uuid smallint uuid uuid uuid text text daterange numeric text numeric boolean jsonb daterange int int bigint uuid
  numeric bigint jsonb`.split(/\s+/);
/** Cannot stand in JSON text, so explanations travel as one text: an array of them would be escaped twice. */
const BETWEEN = '\u0001';
const NONE = '\u0002';

/** Writes the lines of new documents in bulk, before the documents themselves close them. */
export async function writeLines(
  work: Posting,
  kind: 'invoice' | 'credit_note' | 'proforma',
  documents: readonly LinesOwner[],
): Promise<void> {
  const rows: unknown[][] = TYPES.map(() => []);
  const explanations: string[] = [];
  for (const document of documents) {
    document.lines.forEach((line, index) => {
      push(rows, lineRow(document, line, index + 1));
      explanations.push(line.explanation ? JSON.stringify(line.explanation) : NONE);
    });
  }
  const columns = TYPES.map((type, index) => `$${index + 1}::${type}[]`).join(', ');
  const from = kind === 'credit_note' ? 'invoice_line_id' : 'future_item_id';
  await work.sql.execute(
    `INSERT INTO billing.${kind}_line (id, ${kind}_id, customer_id, partner_id, position, service_id, plan_id, ${from}, revenue,
       description, covers, quantity, unit, unit_price, tax_inclusive, discounts, period, days, period_days, net_minor, tax_rate_id, tax_percent,
       tax_minor, tax_detail, explanation, gross_minor)
     SELECT line.*, line.net + line.tax
       FROM unnest(${columns}, string_to_array($${TYPES.length + 1}::text, E'\\x01', E'\\x02')::jsonb[])
       line (id, document, customer, partner, position, service, plan, ${from}, revenue, description, covers, quantity, unit, price,
         inclusive, discounts, period, days, of_days, net, tax_rate, percent, tax, tax_detail, explanation)`,
    [...rows, explanations.join(BETWEEN)],
  );
}

function lineRow(document: LinesOwner, line: LineToIssue, position: number): unknown[] {
  const detail = taxDetailOf(line);
  return [
    line.id,
    document.id,
    document.customerId,
    document.partnerId,
    position,
    line.serviceId,
    line.planId,
    line.invoiceLineId ?? line.futureItem?.id ?? null,
    line.revenue,
    line.description,
    rangeText(line.covers),
    line.quantity,
    line.unit,
    line.unitPrice,
    line.priceIncludesTax,
    line.discounts && JSON.stringify(line.discounts),
    rangeText(line.part?.period ?? null),
    line.part?.days ?? null,
    line.part?.of ?? null,
    line.netMinor.toString(),
    line.tax?.taxId ?? null,
    line.tax?.ratePercent ?? '0',
    line.taxMinor.toString(),
    detail && JSON.stringify(detail),
  ];
}
