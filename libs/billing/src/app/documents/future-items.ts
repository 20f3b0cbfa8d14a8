import { actorLabel } from '@demarc/access';
import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  futureItemWhole,
  type FutureLine,
  type OpenFutureItem,
  type ResolvedTax,
  type RevenueAccount,
} from '../../domain/index.js';
import type { FutureItemId, InvoiceLineId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { push, type Posting } from '../ledger/post-entries.js';
import type { BillingTerms } from '../settings/settings.js';
import { thingColumns, type LineToIssue } from './document-lines.js';

export type FutureItemSource =
  'manual' | 'one_time_service' | 'fee' | 'deposit' | 'plan_change' | 'pause' | 'top_up' | 'usage';

export interface NewFutureItem {
  readonly source: FutureItemSource;
  readonly revenue: RevenueAccount;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  /** Below zero: taken off the next invoice. */
  readonly unitPrice: string;
  readonly taxInclusive: boolean;
  readonly taxRateId: string | null;
  readonly planId: string | null;
  readonly serviceId: string | null;
  /** On no document before this day; null: on the next one. */
  readonly dueOn: LocalDate | null;
}

/** Adds items on a locked account, inside the caller’s transaction. Answers their ids in the given order. */
export async function addFutureItems(
  act: Act,
  account: Account,
  terms: BillingTerms,
  items: readonly NewFutureItem[],
): Promise<FutureItemId[]> {
  const rows: unknown[][] = Array.from({ length: 13 }, () => []);
  const rounding = { rule: terms.rounding, tax: terms.settings.taxRounding };
  const ids = items.map((item) => {
    const id: FutureItemId = act.newId<'FutureItem'>();
    push(rows, [
      id,
      item.serviceId,
      item.planId,
      item.source,
      item.revenue,
      item.description,
      item.quantity,
      item.unit,
      item.unitPrice,
      item.taxInclusive,
      item.taxRateId,
      item.dueOn,
      futureItemWhole(item, account.currency, rounding).toString(),
    ]);
    return id;
  });
  if (ids.length === 0) return ids;
  await act.sql.execute(
    `INSERT INTO billing.future_item (id, service_id, plan_id, source, revenue, description, quantity, unit, unit_price, tax_inclusive, tax_rate_id, due_on,
       whole_minor, customer_id, partner_id, currency, added_on, created_by, created_at)
     SELECT item.*, $14, $15, $16, $17, $18, $19 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::text[],
       $9::numeric[], $10::boolean[], $11::uuid[], $12::date[], $13::bigint[]) item`,
    [
      ...rows,
      account.customerId,
      account.partnerId,
      account.currency,
      act.todayIn(terms.zone),
      actorLabel(act.actor).name,
      act.at,
    ],
  );
  return ids;
}

interface OpenRow {
  id: string;
  customer_id: string;
  service_id: string | null;
  plan_id: string | null;
  revenue: RevenueAccount;
  description: string;
  quantity: string;
  unit: string;
  unit_price: string;
  tax_inclusive: boolean;
  tax_id: string | null;
  tax_name: string | null;
  tax_percent: string | null;
  added_on: LocalDate;
  whole: string;
  taken: string;
}

/** The open items of many accounts that a document of this day may take (null: of any day), oldest first. `only` names some. */
export async function openFutureItems(
  sql: Sql,
  customerIds: readonly string[],
  on: LocalDate | null,
  only: readonly string[] | null = null,
): Promise<Map<string, OpenFutureItem[]>> {
  const rows = await sql.query<OpenRow>(
    `SELECT item.id, item.customer_id, item.service_id, item.plan_id, item.revenue, item.description, item.quantity, item.unit, item.unit_price,
       item.tax_inclusive, tax.id AS tax_id, tax.name AS tax_name, tax.percent AS tax_percent, item.added_on, item.whole_minor AS whole, item.taken_minor AS taken
     FROM billing.future_item item LEFT JOIN billing.tax_rate tax ON tax.id = item.tax_rate_id
     WHERE item.customer_id = ANY ($1::uuid[]) AND item.status = 'open' AND ($2::date IS NULL OR item.due_on IS NULL OR item.due_on <= $2::date)
       AND ($3::uuid[] IS NULL OR item.id = ANY ($3::uuid[])) ORDER BY item.customer_id, item.id`,
    [customerIds, on, only],
  );
  const byCustomer = new Map<string, OpenFutureItem[]>();
  for (const row of rows) {
    const list = byCustomer.get(row.customer_id);
    if (list) list.push(itemOf(row));
    else byCustomer.set(row.customer_id, [itemOf(row)]);
  }
  return byCustomer;
}

function itemOf(row: OpenRow): OpenFutureItem {
  const tax: ResolvedTax | null =
    row.tax_id === null ? null : { taxId: row.tax_id, name: row.tax_name ?? '', ratePercent: row.tax_percent ?? '0' };
  return {
    itemId: row.id,
    description: row.description,
    quantity: row.quantity,
    unit: row.unit,
    unitPrice: row.unit_price,
    priceIncludesTax: row.tax_inclusive,
    tax,
    planId: row.plan_id,
    serviceId: row.service_id,
    revenue: row.revenue,
    addedOn: row.added_on,
    wholeMinor: BigInt(row.whole),
    takenMinor: BigInt(row.taken),
  };
}

/** A decided future line as a line of a document. Its item is marked as taken when the document is written. */
export function futureToLine(id: InvoiceLineId, line: FutureLine): LineToIssue {
  return {
    id,
    serviceId: line.serviceId,
    planId: line.planId,
    futureItem: { id: line.itemId, baseMinor: line.baseMinor },
    revenue: line.revenue,
    description: line.description,
    covers: null,
    part: null,
    unit: line.unit,
    ...thingColumns(line.thing),
    netMinor: line.netMinor,
    taxMinor: line.taxMinor,
    grossMinor: line.grossMinor,
    explanation: line.explanation,
  };
}

/** Marks what the lines of new invoices take. An item that was taken or cancelled meanwhile stops the whole transaction. */
export async function takeFutureItems(work: Posting, lines: readonly Pick<LineToIssue, 'futureItem'>[]): Promise<void> {
  const ids: string[] = [];
  const bases: string[] = [];
  for (const { futureItem } of lines) {
    if (!futureItem) continue;
    ids.push(futureItem.id);
    bases.push(futureItem.baseMinor.toString());
  }
  if (ids.length === 0) return;
  const taken = await work.sql.execute(
    `UPDATE billing.future_item item SET taken_minor = item.taken_minor + line.base, revision = item.revision + 1,
       status = CASE WHEN item.taken_minor + line.base = item.whole_minor THEN 'invoiced' ELSE item.status END
     FROM unnest($1::uuid[], $2::bigint[]) line (id, base) WHERE item.id = line.id AND item.status = 'open'`,
    [ids, bases],
  );
  if (taken !== ids.length) throw new Error('a future item was taken by another document');
}
