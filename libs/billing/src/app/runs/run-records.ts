import { createHash } from 'node:crypto';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { readSummary, type RunCause, type RunSummary, storedSummary, type StoredSummary } from '../../domain/index.js';
import { push } from '../ledger/post-entries.js';
import type { AbsentCustomer, RunBase } from './base-documents.js';
import { planRecord } from './plan-accounts.js';
import type { RunItem } from './run-item.js';

/** A run whose preview is at work, locked. */
export interface PreviewedRun extends RunBase {
  readonly id: string;
  readonly phase: 'accounts' | 'absent';
  readonly dated_on: LocalDate;
  readonly floating: boolean;
  readonly all_days: boolean;
  readonly only_customers: string[] | null;
  readonly preview_after: string | null;
  readonly plan_hash: string;
  readonly currency: string;
  readonly pages: number;
  readonly figures: RunSummary;
}

/** Undefined when its preview is done, or nobody wants it any more. */
export async function lockPreview(sql: Sql, runId: string): Promise<PreviewedRun | undefined> {
  const run = await sql.first<Omit<PreviewedRun, 'figures'> & { status: string; summary: StoredSummary }>(
    `SELECT id, status, kind, phase, partner_id, for_date, coalesce(dated_on, for_date) AS dated_on, floating, base_on, all_days, only_customers, preview_after,
       plan_hash, currency, summary, (SELECT count(*)::int FROM billing.billing_run_chunk WHERE run_id = $1) AS pages
     FROM billing.billing_run WHERE id = $1 FOR UPDATE`,
    [runId],
  );
  if (run?.status !== 'previewing') return undefined;
  const { summary, ...rest } = run;
  return { ...rest, figures: readSummary(summary) };
}

export async function writeItems(sql: Sql, run: PreviewedRun, items: readonly RunItem[]): Promise<void> {
  const first = items[0];
  const last = items.at(-1);
  if (!first || !last) return;
  const rows: unknown[][] = Array.from({ length: 12 }, () => []);
  for (const { planned, status, reason, base, cause, causes } of items) {
    const { invoice, flags } = planned.plan;
    push(rows, [
      planned.account.customerId,
      planned.account.partnerId,
      JSON.stringify(invoice ? planRecord(invoice) : { lines: [] }),
      planned.hash,
      (invoice?.totals.grossMinor ?? 0n).toString(),
      base?.grossMinor.toString() ?? null,
      cause,
      causesText(causes),
      base?.invoiceId ?? null,
      `{${flags.map((flag) => flag.kind).join(',')}}`,
      status,
      reason,
    ]);
  }
  await sql.execute(
    `INSERT INTO billing.billing_run_item (run_id, customer_id, partner_id, plan, plan_hash, gross_minor, last_gross_minor, cause, causes, base_invoice_id, flags, status, reason)
     SELECT $13, customer, partner, plan, hash, gross, last, cause, causes, base, flags::text[], status, reason FROM unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::text[],
       $5::bigint[], $6::bigint[], $7::text[], $8::jsonb[], $9::uuid[], $10::text[], $11::text[], $12::text[])
       item (customer, partner, plan, hash, gross, last, cause, causes, base, flags, status, reason)
     ON CONFLICT DO NOTHING`,
    [...rows, run.id],
  );
  await sql.execute(
    'INSERT INTO billing.billing_run_chunk (run_id, position, first_customer_id, last_customer_id) VALUES ($1, $2, $3, $4)',
    [run.id, run.pages + 1, first.planned.account.customerId, last.planned.account.customerId],
  );
}

/** Who was charged before and is not now stands in the list without a plan. */
export async function writeAbsent(
  sql: Sql,
  run: PreviewedRun,
  absent: readonly AbsentCustomer[],
  causeOf: (left: boolean) => RunCause,
): Promise<void> {
  const rows: unknown[][] = Array.from({ length: 6 }, () => []);
  for (const one of absent) {
    const cause = causeOf(one.left);
    const causes = causesText(new Map([[cause, -BigInt(one.gross)]]));
    push(rows, [one.customer_id, one.partner_id, one.gross, cause, causes, one.invoice_id]);
  }
  await sql.execute(
    `INSERT INTO billing.billing_run_item (run_id, customer_id, partner_id, plan, plan_hash, gross_minor, last_gross_minor, cause, causes, base_invoice_id, status)
     SELECT $7, customer, partner, '{"lines": []}', '', 0, last, cause, causes, base, 'absent'
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::jsonb[], $6::uuid[]) item (customer, partner, last, cause, causes, base)
     ON CONFLICT DO NOTHING`,
    [...rows, run.id],
  );
}

export function causesText(causes: ReadonlyMap<RunCause, bigint>): string {
  return JSON.stringify(Object.fromEntries([...causes].map(([cause, minor]) => [cause, String(minor)])));
}

/** Writes how far the preview is, with the figures so far. */
export async function checkpoint(
  sql: Sql,
  run: PreviewedRun,
  accounts: number,
  items: readonly RunItem[],
  after: string,
  absent: readonly AbsentCustomer[] = [],
): Promise<void> {
  const next = createHash('sha256').update(run.plan_hash);
  const totals = { planned: 0, held: 0, failed: 0, net: 0n, tax: 0n, gross: 0n, last: 0n };
  for (const { planned, status, base } of items) {
    next.update(`${planned.account.customerId}${status}${planned.hash}`);
    totals[status === 'excluded' ? 'held' : status] += 1;
    totals.last += base?.grossMinor ?? 0n;
    if (status !== 'planned' || !planned.plan.invoice) continue;
    totals.net += planned.plan.invoice.totals.netMinor;
    totals.tax += planned.plan.invoice.totals.taxMinor;
    totals.gross += planned.plan.invoice.totals.grossMinor;
  }
  for (const { gross } of absent) totals.last += BigInt(gross);
  await sql.execute(
    `UPDATE billing.billing_run SET plan_hash = $2, preview_after = $3, accounts = accounts + $4, planned = planned + $5, held = held + $6,
       failed = failed + $7, net_minor = net_minor + $8, tax_minor = tax_minor + $9, gross_minor = gross_minor + $10,
       last_gross_minor = last_gross_minor + $11, summary = $12 WHERE id = $1`,
    [
      run.id,
      next.digest('hex'),
      after,
      accounts,
      totals.planned,
      totals.held,
      totals.failed,
      totals.net.toString(),
      totals.tax.toString(),
      totals.gross.toString(),
      totals.last.toString(),
      JSON.stringify(storedSummary(run.figures)),
    ],
  );
}
