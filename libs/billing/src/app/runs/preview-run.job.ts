import { Injectable } from '@nestjs/common';
import { Customers } from '@demarc/crm';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import type { Id } from '@demarc/kernel';
import { Database, EVERYTHING, PeopleAtWork, type Sql, together } from '@demarc/persistence';
import { countItem, type RunCause } from '../../domain/index.js';
import type { BillingRunId } from '../../ids.js';
import { ACCOUNT_COLUMNS, accountOf, type Account } from '../accounts/accounts.js';
import { absentCustomers, loadBaseDocuments } from './base-documents.js';
import { planAccounts, takesPart, type PlannedAccount } from './plan-accounts.js';
import { Policies } from '../settings/policies.js';
import { customerLabels } from '../sub-accounts/account-links.js';
import type { NameOf } from '../sub-accounts/charged-to-main.js';
import { changesAnything, planPrepaidAccounts, type PlannedPrepaid } from './plan-prepaid-accounts.js';
import { runItem, summarised, type Exclusion, type RunItem } from './run-item.js';
import { checkpoint, lockPreview, type PreviewedRun, writeAbsent, writeItems } from './run-records.js';

/** Small enough that nobody waits long for an account of the page that is being issued, or for its commit. */
export const RUN_PAGE = 250;
/** Somebody waits for the preview, others for answers meanwhile: each gets half. */
const REST_TIMES = 1;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Works out a preview in pages by key. Each page and its checkpoint are one transaction, so a killed job goes on where it was. */
@Injectable()
export class PreviewRunJob extends Job<{ runId: BillingRunId }> {
  readonly name = 'billing.preview-run';
  override readonly options = { ...DEFAULT_JOB, expireSeconds: 900, retryLimit: 20, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly customers: Customers,
    private readonly people: PeopleAtWork,
  ) {
    super();
  }

  private readonly nameOf: NameOf = async (sql, ids) =>
    customerLabels(await this.customers.findMany(sql, ids as readonly Id<'Customer'>[]));

  async run({ runId }: { runId: BillingRunId }, context: JobContext): Promise<void> {
    const page = (): Promise<boolean> => this.database.write(EVERYTHING, ({ sql }) => this.previewPage(sql, runId));
    while (!context.signal.aborted && (await this.people.givingWay(page, REST_TIMES, context.signal)));
  }

  /** Answers whether there is more to do: first the accounts, then who was on the run before and is not on this one. */
  private async previewPage(sql: Sql, runId: BillingRunId): Promise<boolean> {
    const run = await lockPreview(sql, runId);
    if (run === undefined) return false;
    if (run.phase === 'absent') return absentPage(sql, run);
    return run.kind === 'prepaid' ? this.prepaidPage(sql, run) : this.accountsPage(sql, run);
  }

  private async accountsPage(sql: Sql, run: PreviewedRun): Promise<boolean> {
    const accounts = await recurringAccounts(sql, run);
    const last = accounts.at(-1);
    if (!last) {
      await sql.execute(
        `UPDATE billing.billing_run SET phase = 'absent', preview_after = NULL, status = CASE WHEN $2 THEN 'previewing' ELSE 'previewed' END WHERE id = $1`,
        [run.id, run.base_on !== null],
      );
      return run.base_on !== null;
    }
    const termsOf = await this.policies.termsOfAll(sql);
    const everyDay = run.all_days || run.only_customers !== null;
    const partakers = everyDay
      ? accounts
      : accounts.filter((account) => takesPart(account, termsOf(account.partnerId), run.for_date));
    const days = { on: run.for_date, datedOn: run.dated_on, floating: run.floating };
    const planned = (await planAccounts(sql, partakers, termsOf, days, this.nameOf)).filter(isItem);
    const ids = planned.map((one) => one.account.customerId);
    const [bases, exclusions] = await together(loadBaseDocuments(sql, run, ids), exclusionsOf(sql, run.id, ids));
    const items = planned.map((one) => {
      const { customerId, partnerId } = one.account;
      return runItem(one, bases.get(customerId), exclusions.get(customerId), termsOf(partnerId));
    });
    await writeItems(sql, run, items);
    for (const item of items) countItem(run.figures, summarised(item), 1);
    await checkpoint(sql, run, partakers.length, items, last.customerId);
    return true;
  }

  private async prepaidPage(sql: Sql, run: PreviewedRun): Promise<boolean> {
    const accounts = await prepaidAccounts(sql, run);
    const last = accounts.at(-1);
    if (!last) {
      await sql.execute(`UPDATE billing.billing_run SET status = 'previewed' WHERE id = $1`, [run.id]);
      return false;
    }
    const planned = await planPrepaidAccounts(sql, accounts, await this.policies.termsOfAll(sql), run.for_date);
    const changed = planned.filter(changesAnything);
    const exclusions = await exclusionsOf(
      sql,
      run.id,
      changed.map((one) => one.account.customerId),
    );
    const items = changed.map((one) => prepaidItem(one, exclusions.get(one.account.customerId)));
    await writeItems(sql, run, items);
    for (const item of items) countItem(run.figures, summarised(item), 1);
    await checkpoint(sql, run, accounts.length, items, last.customerId);
    return true;
  }
}

/** What happens to a prepaid account in the run: a charge, or access that ends because nothing is there to charge. */
function prepaidItem({ account, plan, hash }: PlannedPrepaid, exclusion: Exclusion | undefined): RunItem {
  const planned = { account, services: [], plan, hash, fault: null };
  const causes = new Map<RunCause, bigint>(
    plan.invoice ? [['prepaid', plan.invoice.totals.grossMinor]] : [['lapsed', 0n]],
  );
  const base = { planned, base: undefined };
  if (!exclusion)
    return { ...base, status: 'planned', reason: null, causes, cause: plan.invoice ? 'prepaid' : 'lapsed' };
  const status = exclusion.kind === 'hold' ? 'held' : 'excluded';
  return { ...base, status, reason: exclusion.reason, causes: new Map(), cause: 'same' };
}

async function prepaidAccounts(sql: Sql, run: PreviewedRun): Promise<Account[]> {
  const rows = await sql.query<Parameters<typeof accountOf>[0]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account
      WHERE customer_id > $1 AND ($2::uuid IS NULL OR partner_id = $2) AND ($3::uuid[] IS NULL OR customer_id = ANY ($3))
        AND billing_type <> 'recurring' AND billing_enabled AND lifecycle = 'active' AND (prepaid_check_on IS NULL OR prepaid_check_on <= $4::date)
      ORDER BY customer_id LIMIT ${RUN_PAGE}`,
    [run.preview_after ?? FIRST, run.partner_id, run.only_customers, run.for_date],
  );
  return rows.map(accountOf);
}

async function absentPage(sql: Sql, run: PreviewedRun): Promise<boolean> {
  const absent = await absentCustomers(sql, run.id, run, run.preview_after ?? FIRST, RUN_PAGE);
  const last = absent.at(-1);
  if (!last) {
    await sql.execute(`UPDATE billing.billing_run SET status = 'previewed' WHERE id = $1`, [run.id]);
    return false;
  }
  const causeOf = (left: boolean): RunCause => (left ? 'left' : 'not_due');
  await writeAbsent(sql, run, absent, causeOf);
  for (const one of absent) {
    const causes = new Map([[causeOf(one.left), -BigInt(one.gross)]]);
    countItem(run.figures, { partnerId: one.partner_id, currency: run.currency, invoice: null, causes, flags: [] }, 1);
  }
  await checkpoint(sql, run, 0, [], last.customer_id, absent);
  return true;
}

async function recurringAccounts(sql: Sql, run: PreviewedRun): Promise<Account[]> {
  const rows = await sql.query<Parameters<typeof accountOf>[0]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account
      WHERE customer_id > $1 AND ($2::uuid IS NULL OR partner_id = $2) AND ($3::uuid[] IS NULL OR customer_id = ANY ($3))
        AND billing_enabled AND auto_invoice AND billing_type = 'recurring' AND lifecycle = 'active' AND standing <> 'inactive'
      ORDER BY customer_id LIMIT ${RUN_PAGE}`,
    [run.preview_after ?? FIRST, run.partner_id, run.only_customers],
  );
  return rows.map(accountOf);
}

/** Accounts with nothing to charge and nothing to say are no items. */
function isItem({ plan, fault }: PlannedAccount): boolean {
  return plan.invoice !== null || fault !== null || plan.flags.some((flag) => flag.severity === 'blocker');
}

async function exclusionsOf(sql: Sql, runId: string, customerIds: readonly string[]): Promise<Map<string, Exclusion>> {
  const rows = await sql.query<Exclusion & { customer_id: string }>(
    'SELECT customer_id, kind, reason FROM billing.billing_run_exclusion WHERE run_id = $1 AND customer_id = ANY ($2::uuid[])',
    [runId, customerIds],
  );
  return new Map(rows.map((row) => [row.customer_id, row]));
}
