import { Injectable } from '@nestjs/common';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import type { DateRange, LocalDate } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import {
  AS_IT_IS,
  compareDocuments,
  countItem,
  documentTotals,
  imagineMonth,
  imaginedPolicy,
  isCharged,
  readSummary,
  storedSummary,
  taxByDocument,
  type ChargeLine,
  type ComparedDocument,
  type Imagined,
  type RunCause,
  type StoredSummary,
} from '../../domain/index.js';
import type { ImaginationId } from '../../ids.js';
import { ACCOUNT_COLUMNS, accountOf, type Account } from '../accounts/accounts.js';
import { push } from '../ledger/post-entries.js';
import { loadBillableServices, type LoadedService } from '../runs/load-billable.js';
import { causesText } from '../runs/run-records.js';
import { Policies } from '../settings/policies.js';
import { billingPolicyOf, type BillingTerms } from '../settings/settings.js';

const PAGE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface ImaginationRow {
  status: string;
  partner_id: string | null;
  from: LocalDate;
  to: LocalDate;
  imagined: Imagined;
  after_customer: string | null;
  summary: StoredSummary;
}

interface ImaginedAccount {
  readonly account: Account;
  readonly asItIsMinor: bigint;
  readonly imaginedMinor: bigint;
  readonly causes: ReadonlyMap<RunCause, bigint>;
}

/** Works out a month twice for each account, as it is and as imagined, page by page; it reads the books and writes none. */
@Injectable()
export class ImagineMonthJob extends Job<{ imaginationId: ImaginationId }> {
  readonly name = 'billing.imagine-month';
  override readonly options = { ...DEFAULT_JOB, expireSeconds: 900, retryLimit: 5, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
  ) {
    super();
  }

  async run({ imaginationId }: { imaginationId: ImaginationId }, context: JobContext): Promise<void> {
    while (
      !context.signal.aborted &&
      (await this.database.write(EVERYTHING, ({ sql }) => this.page(sql, imaginationId)))
    );
  }

  private async page(sql: Sql, id: ImaginationId): Promise<boolean> {
    const row = await sql.first<ImaginationRow>(
      `SELECT status, partner_id, lower(month) AS "from", upper(month) AS "to", imagined, after_customer, summary FROM billing.imagination WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (row?.status !== 'working') return false;
    const rows = await sql.query<Parameters<typeof accountOf>[0]>(
      `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account WHERE customer_id > $1 AND ($2::uuid IS NULL OR partner_id = $2)
        ORDER BY customer_id LIMIT ${PAGE}`,
      [row.after_customer ?? FIRST, row.partner_id],
    );
    const last = rows.at(-1);
    if (!last) {
      await sql.execute(`UPDATE billing.imagination SET status = 'done' WHERE id = $1`, [id]);
      return false;
    }
    const accounts = rows.map(accountOf);
    const found = await this.imagine(sql, accounts, { from: row.from, to: row.to }, row.imagined);
    await keep(sql, id, row.summary, accounts.length, last.customerId, found);
    return true;
  }

  private async imagine(
    sql: Sql,
    accounts: readonly Account[],
    month: DateRange,
    imagined: Imagined,
  ): Promise<ImaginedAccount[]> {
    const termsOf = await this.policies.termsOfAll(sql);
    const charged = accounts.filter((one) => one.billingEnabled && isCharged(one.lifecycle, one.standing));
    const ids = charged.map((account) => account.customerId);
    const services = await loadBillableServices(sql, ids, month.from, termsOf);
    return charged.map((account) =>
      imaginedAccount(account, services.get(account.customerId) ?? [], termsOf(account.partnerId), month, imagined),
    );
  }
}

function imaginedAccount(
  account: Account,
  services: readonly LoadedService[],
  terms: BillingTerms,
  month: DateRange,
  imagined: Imagined,
): ImaginedAccount {
  const before = documentOf(account, services, terms, month, AS_IT_IS);
  const after = documentOf(account, services, terms, month, imagined);
  const rounding = { rule: terms.rounding, tax: terms.settings.taxRounding };
  const causes = compareDocuments(before, after, { currency: account.currency, rounding, placeOf: new Map() });
  return { account, asItIsMinor: before.grossMinor, imaginedMinor: after.grossMinor, causes };
}

function documentOf(
  account: Account,
  services: readonly LoadedService[],
  terms: BillingTerms,
  month: DateRange,
  imagined: Imagined,
): ComparedDocument {
  const policy = imaginedPolicy(billingPolicyOf(account, terms), imagined);
  let lines: ChargeLine[] = services.flatMap((service) =>
    imagineMonth(account.taxExempt ? untaxed(service) : service, policy, account.currency, month, imagined),
  );
  if (policy.rounding.tax === 'document') lines = taxByDocument(lines, policy.rounding.rule);
  const plans = new Map(services.map(({ serviceId, planId }) => [serviceId, planId]));
  return {
    grossMinor: documentTotals(lines.map((line) => ({ ...line, tax: line.thing.tax }))).grossMinor,
    lines: lines.map((line) => ({
      serviceId: line.serviceId,
      planId: plans.get(line.serviceId) ?? null,
      thing: line.thing,
      part: line,
      from: line.covers.from,
      grossMinor: line.grossMinor,
    })),
  };
}

function untaxed({ taxVersions: _, ...service }: LoadedService): LoadedService {
  return { ...service, tax: null };
}

async function keep(
  sql: Sql,
  id: ImaginationId,
  summary: StoredSummary,
  looked: number,
  after: string,
  found: readonly ImaginedAccount[],
): Promise<void> {
  const figures = readSummary(summary);
  const rows: unknown[][] = Array.from({ length: 5 }, () => []);
  const totals = { changed: 0, asItIs: 0n, imagined: 0n };
  for (const { account, asItIsMinor, imaginedMinor, causes } of found) {
    totals.asItIs += asItIsMinor;
    totals.imagined += imaginedMinor;
    const { partnerId, currency } = account;
    const invoice = { netMinor: 0n, taxMinor: 0n, grossMinor: imaginedMinor, taxes: [] };
    countItem(figures, { partnerId, currency, invoice, causes, flags: [] }, 1);
    if (asItIsMinor === imaginedMinor && causes.size === 0) continue;
    totals.changed += 1;
    push(rows, [account.customerId, partnerId, String(asItIsMinor), String(imaginedMinor), causesText(causes)]);
  }
  await sql.execute(
    `INSERT INTO billing.imagination_item (imagination_id, customer_id, partner_id, as_it_is_minor, imagined_minor, causes)
     SELECT $6, item.* FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::jsonb[]) item ON CONFLICT DO NOTHING`,
    [...rows, id],
  );
  await sql.execute(
    `UPDATE billing.imagination SET after_customer = $2, accounts = accounts + $3, changed = changed + $4, as_it_is_minor = as_it_is_minor + $5,
       imagined_minor = imagined_minor + $6, summary = $7 WHERE id = $1`,
    [
      id,
      after,
      looked,
      totals.changed,
      String(totals.asItIs),
      String(totals.imagined),
      JSON.stringify(storedSummary(figures)),
    ],
  );
}
