import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import type { LocalDate } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type { BillingRunId } from '../../ids.js';
import { ACCOUNT_COLUMNS, accountOf, type Account } from '../accounts/accounts.js';
import { causeOf, itemStatus, planAccounts, planRecord, takesPart, type PlannedAccount } from './plan-accounts.js';
import { Policies } from '../settings/policies.js';
import { push } from '../ledger/post-entries.js';

export const RUN_PAGE = 1_000;

interface RunRow {
  status: string;
  partner_id: string | null;
  for_date: LocalDate;
  all_days: boolean;
  only_customers: string[] | null;
  preview_after: string | null;
  plan_hash: string;
  pages: number;
}

/** Works out a preview in pages by key. Each page and its checkpoint are one transaction, so a killed job goes on where it was. */
@Injectable()
export class PreviewRunJob extends Job<{ runId: BillingRunId }> {
  readonly name = 'billing.preview-run';
  override readonly options = { ...DEFAULT_JOB, expireSeconds: 900, retryLimit: 20, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
  ) {
    super();
  }

  async run({ runId }: { runId: BillingRunId }, context: JobContext): Promise<void> {
    while (
      !context.signal.aborted &&
      (await this.database.write(EVERYTHING, ({ sql }) => this.previewPage(sql, runId)))
    );
  }

  /** Answers whether there is more to do. */
  private async previewPage(sql: Sql, runId: BillingRunId): Promise<boolean> {
    const run = await sql.first<RunRow>(
      `SELECT status, partner_id, for_date, all_days, only_customers, preview_after, plan_hash,
         (SELECT count(*)::int FROM billing.billing_run_chunk WHERE run_id = $1) AS pages FROM billing.billing_run WHERE id = $1 FOR UPDATE`,
      [runId],
    );
    if (run?.status !== 'previewing') return false;
    const accounts = await this.page(sql, run);
    const last = accounts.at(-1);
    if (!last) {
      await sql.execute(`UPDATE billing.billing_run SET status = 'previewed' WHERE id = $1`, [runId]);
      return false;
    }
    const termsOf = await this.policies.termsOfAll(sql);
    const everyDay = run.all_days || run.only_customers !== null;
    const partakers = everyDay
      ? accounts
      : accounts.filter((account) => takesPart(account, termsOf(account.partnerId), run.for_date));
    const planned = (await planAccounts(sql, partakers, termsOf, run.for_date)).filter(isItem);
    await writeItems(sql, runId, run.pages + 1, planned);
    await checkpoint(sql, runId, run.plan_hash, partakers.length, planned, last.customerId);
    return true;
  }

  private async page(sql: Sql, run: RunRow): Promise<Account[]> {
    const rows = await sql.query<Parameters<typeof accountOf>[0]>(
      `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account
        WHERE customer_id > $1 AND ($2::uuid IS NULL OR partner_id = $2) AND ($3::uuid[] IS NULL OR customer_id = ANY ($3))
          AND billing_enabled AND auto_invoice AND billing_type = 'recurring' AND lifecycle = 'active' AND standing <> 'inactive'
        ORDER BY customer_id LIMIT ${RUN_PAGE}`,
      [run.preview_after ?? '00000000-0000-0000-0000-000000000000', run.partner_id, run.only_customers],
    );
    return rows.map(accountOf);
  }
}

/** Accounts with nothing to charge and nothing to say are no items. */
function isItem({ plan, fault }: PlannedAccount): boolean {
  return plan.invoice !== null || fault !== null || plan.flags.some((flag) => flag.severity === 'blocker');
}

async function writeItems(
  sql: Sql,
  runId: string,
  position: number,
  planned: readonly PlannedAccount[],
): Promise<void> {
  const first = planned[0];
  const last = planned.at(-1);
  if (!first || !last) return;
  const rows: unknown[][] = Array.from({ length: 10 }, () => []);
  for (const item of planned) {
    const { invoice, flags } = item.plan;
    push(rows, [
      item.account.customerId,
      item.account.partnerId,
      JSON.stringify(invoice ? planRecord(invoice) : { lines: [] }),
      item.hash,
      (invoice?.totals.grossMinor ?? 0n).toString(),
      item.account.lastInvoiceMinor?.toString() ?? null,
      invoice ? causeOf(invoice, item.account.lastInvoiceMinor) : 'nothing',
      `{${flags.map((flag) => flag.kind).join(',')}}`,
      itemStatus(item),
      item.fault,
    ]);
  }
  await sql.execute(
    `INSERT INTO billing.billing_run_item (run_id, customer_id, partner_id, plan, plan_hash, gross_minor, last_gross_minor, cause, flags, status, reason)
     SELECT $11, customer, partner, plan, hash, gross, last, cause, flags::text[], status, reason FROM unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::text[],
       $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[]) item (customer, partner, plan, hash, gross, last, cause, flags, status, reason)
     ON CONFLICT DO NOTHING`,
    [...rows, runId],
  );
  await sql.execute(
    'INSERT INTO billing.billing_run_chunk (run_id, position, first_customer_id, last_customer_id) VALUES ($1, $2, $3, $4)',
    [runId, position, first.account.customerId, last.account.customerId],
  );
}

async function checkpoint(
  sql: Sql,
  runId: string,
  hash: string,
  accounts: number,
  planned: readonly PlannedAccount[],
  after: string,
): Promise<void> {
  const next = createHash('sha256').update(hash);
  const totals = { planned: 0, held: 0, failed: 0, net: 0n, tax: 0n, gross: 0n, last: 0n };
  for (const item of planned) {
    const status = itemStatus(item);
    next.update(`${item.account.customerId}${status}${item.hash}`);
    totals[status] += 1;
    if (status !== 'planned' || !item.plan.invoice) continue;
    totals.net += item.plan.invoice.totals.netMinor;
    totals.tax += item.plan.invoice.totals.taxMinor;
    totals.gross += item.plan.invoice.totals.grossMinor;
    totals.last += item.account.lastInvoiceMinor ?? 0n;
  }
  await sql.execute(
    `UPDATE billing.billing_run SET plan_hash = $2, preview_after = $3, accounts = accounts + $4, planned = planned + $5, held = held + $6,
       failed = failed + $7, net_minor = net_minor + $8, tax_minor = tax_minor + $9, gross_minor = gross_minor + $10,
       last_gross_minor = last_gross_minor + $11 WHERE id = $1`,
    [
      runId,
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
    ],
  );
}
