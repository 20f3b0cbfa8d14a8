import type { LocalDate } from '@demarc/kernel';
import { prepaidCharged } from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { bookedLines, type LineToIssue, rangeText } from '../documents/document-lines.js';
import { postEntries, type Posting, push } from '../ledger/post-entries.js';
import { taxDetailOf } from '../pricing/tax-detail.js';
import { mapRevenue } from '../ledger/revenue-map.js';

interface Charges {
  readonly on: LocalDate;
  readonly runId: string | null;
  readonly lines: readonly LineToIssue[];
  /** Which invoice documents them later. */
  readonly document: 'none' | 'after_payment' | 'monthly';
}

/** Books charges without a document: each with its days, its journal entry and what it was worked out from. */
export async function writePrepaidCharges(work: Posting, account: Account, charges: Charges): Promise<void> {
  const lines = await mapRevenue(work.sql, charges.lines);
  const rows = rowsOf(lines);
  await work.sql.execute(
    `INSERT INTO billing.prepaid_charge (id, service_id, plan_id, covers, period, days, period_days, description, quantity, unit_price, tax_inclusive, tax_rate_id,
       tax_percent, net_minor, tax_minor, revenue, explanation, unit, discounts, tax_detail, gross_minor, customer_id, partner_id, currency, charged_on, run_id, created_at, document)
     SELECT line.*, line.net + line.tax, $21, $22, $23, $24, $25, $26, $27 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::daterange[], $5::daterange[], $6::int[],
       $7::int[], $8::text[], $9::numeric[], $10::numeric[], $11::boolean[], $12::uuid[], $13::numeric[], $14::bigint[], $15::bigint[], $16::text[], $17::jsonb[], $18::text[], $19::jsonb[], $20::jsonb[])
       line (id, service, plan, covers, period, days, of_days, description, quantity, price, inclusive, rate, percent, net, tax, revenue, explanation, unit, discounts, detail)`,
    [
      ...rows,
      account.customerId,
      account.partnerId,
      account.currency,
      charges.on,
      charges.runId,
      work.at,
      charges.document,
    ],
  );
  await work.sql.execute(
    `INSERT INTO billing.charged_period (id, service_id, customer_id, partner_id, days, prepaid_charge_id)
     SELECT charge.id, charge.service_id, charge.customer_id, charge.partner_id, charge.covers, charge.id FROM billing.prepaid_charge charge WHERE charge.id = ANY ($1::uuid[])`,
    [lines.map((line) => line.id)],
  );
  await postEntries(
    work,
    lines.map((line) => ({
      draft: prepaidCharged({
        customerId: account.customerId,
        currency: account.currency,
        bookedOn: charges.on,
        lines: bookedLines([line]),
      }),
      partnerId: account.partnerId,
      customerId: account.customerId,
      source: { kind: 'prepaid_charge', id: line.id } as const,
      description: line.description,
    })),
  );
}

function jsonOf(value: object | null): string | null {
  return value && JSON.stringify(value);
}

function rowsOf(lines: readonly LineToIssue[]): unknown[][] {
  const rows: unknown[][] = Array.from({ length: 20 }, () => []);
  for (const line of lines) {
    push(rows, [
      line.id,
      line.serviceId,
      line.planId,
      rangeText(line.covers),
      rangeText(line.part?.period ?? null),
      line.part?.days ?? null,
      line.part?.of ?? null,
      line.description,
      line.quantity,
      line.unitPrice,
      line.priceIncludesTax,
      line.tax?.taxId ?? null,
      line.tax?.ratePercent ?? '0',
      line.netMinor.toString(),
      line.taxMinor.toString(),
      line.revenue,
      line.explanation && JSON.stringify(line.explanation),
      line.unit,
      line.discounts && JSON.stringify(line.discounts),
      jsonOf(taxDetailOf(line)),
    ]);
  }
  return rows;
}
