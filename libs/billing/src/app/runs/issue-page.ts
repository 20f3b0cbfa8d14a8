import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import type { NameOf } from '../sub-accounts/charged-to-main.js';
import { planAccounts, type PlannedAccount } from './plan-accounts.js';
import { push, type Posting } from '../ledger/post-entries.js';
import { chargeToLine } from './recurring-lines.js';
import { freePayers, openInvoices, settle, type Settlement } from '../payments/settlement.js';
import { futureToLine } from '../documents/future-items.js';
import { type BillingTerms, looseDebitsOf } from '../settings/settings.js';
import { type InvoiceToIssue, writeInvoices } from '../documents/write-invoices.js';

export interface IssuePageDeps {
  readonly termsOf: (partnerId: string) => BillingTerms;
  lockAccounts(sql: Sql, customerIds: readonly string[]): Promise<Account[]>;
  /** Asked only when the number pattern shows the customer's number. */
  customerNumbers(sql: Sql, customerIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Asked only when a page has sub-accounts that their main account is charged for. */
  readonly customerNames?: NameOf;
  /** How prepaid accounts are charged; a recurring run does without. */
  readonly prepaid?: (
    accounts: readonly Account[],
    approved: ReadonlyMap<string, string>,
    on: LocalDate,
  ) => Promise<readonly Outcome[]>;
  /** One document at a time, each in a savepoint: for a page in which one of them cannot be written. */
  readonly oneByOne?: boolean;
}

export interface IssuedPage {
  readonly position: number;
  readonly issued: readonly { readonly invoiceId: InvoiceId; readonly customerId: string }[];
  readonly changed: number;
  readonly failed: number;
}

export interface Outcome {
  readonly customerId: string;
  readonly status: 'issued' | 'changed' | 'failed' | 'lapsed';
  readonly invoiceId: string | null;
  readonly reason: string | null;
}

/**
 * Issues one page of an approved run inside the caller's transaction: claims a key range that nobody works on, decides again,
 * issues what is as it was approved, marks what is not, and writes the checkpoint. Undefined when no range is free. Any number
 * of workers may call it; each account is in one range, and a range is claimed once.
 */
export async function issuePage(work: Posting, runId: string, deps: IssuePageDeps): Promise<IssuedPage | undefined> {
  const { sql } = work;
  const chunk = await sql.first<{
    position: number;
    first_customer_id: string;
    last_customer_id: string;
    for_date: LocalDate;
    dated_on: LocalDate;
    floating: boolean;
    kind: 'recurring' | 'prepaid';
  }>(
    `SELECT chunk.position, chunk.first_customer_id, chunk.last_customer_id, run.for_date, coalesce(run.dated_on, run.for_date) AS dated_on, run.floating, run.kind
       FROM billing.billing_run_chunk chunk JOIN billing.billing_run run ON run.id = chunk.run_id AND run.status = 'issuing'
      WHERE chunk.run_id = $1 AND chunk.done_at IS NULL ORDER BY chunk.position LIMIT 1 FOR UPDATE OF chunk SKIP LOCKED`,
    [runId],
  );
  if (!chunk) return undefined;
  const items = await sql.query<{ customer_id: string; plan_hash: string }>(
    `SELECT customer_id, plan_hash FROM billing.billing_run_item
      WHERE run_id = $1 AND customer_id BETWEEN $2 AND $3 AND status = 'planned' ORDER BY customer_id`,
    [runId, chunk.first_customer_id, chunk.last_customer_id],
  );
  const approved = new Map(items.map((item) => [item.customer_id, item.plan_hash]));
  const accounts = await deps.lockAccounts(sql, [...approved.keys()]);
  if (chunk.kind === 'prepaid' && deps.prepaid) {
    const charged = await deps.prepaid(accounts, approved, chunk.for_date);
    return finishPage(work, runId, chunk.position, charged);
  }
  const days = { on: chunk.for_date, datedOn: chunk.dated_on, floating: chunk.floating };
  const planned = await planAccounts(sql, accounts, deps.termsOf, days, deps.customerNames);
  const unchanged = planned.filter(
    (item) => item.fault === null && item.plan.invoice !== null && item.hash === approved.get(item.account.customerId),
  );
  const asApproved = new Set(unchanged);
  const outcomes = [
    ...planned.filter((item) => !asApproved.has(item)).map(notIssued),
    ...(await issueAll(work, runId, unchanged, deps)),
  ];
  return finishPage(work, runId, chunk.position, outcomes);
}

async function finishPage(
  work: Posting,
  runId: string,
  position: number,
  outcomes: readonly Outcome[],
): Promise<IssuedPage> {
  await writeOutcomes(work.sql, runId, position, outcomes, work.at);
  return {
    position,
    issued: outcomes.flatMap((one) =>
      one.invoiceId === null ? [] : [{ invoiceId: one.invoiceId as InvoiceId, customerId: one.customerId }],
    ),
    changed: outcomes.filter((one) => one.status === 'changed').length,
    failed: outcomes.filter((one) => one.status === 'failed').length,
  };
}

function notIssued({ account, fault }: PlannedAccount): Outcome {
  const reason = fault ?? 'What is to be charged has changed since the preview. It comes with the next run.';
  return { customerId: account.customerId, status: fault === null ? 'changed' : 'failed', invoiceId: null, reason };
}

async function issueAll(
  work: Posting,
  runId: string,
  planned: readonly PlannedAccount[],
  deps: IssuePageDeps,
): Promise<Outcome[]> {
  if (planned.length === 0) return [];
  const numbers = await numbersFor(work.sql, planned, deps);
  const invoices = planned.map((item) => invoiceOf(work, runId, item, deps.termsOf(item.account.partnerId), numbers));
  const settlements = await settlementsOf(work.sql, planned, invoices, deps.termsOf);
  if (!deps.oneByOne) {
    await writeInvoices(work, invoices, settlements);
    return invoices.map(done);
  }
  const outcomes: Outcome[] = [];
  for (const invoice of invoices) {
    outcomes.push(
      await issueInSavepoint(
        work,
        invoice,
        settlements.filter((one) => one.invoiceId === invoice.id),
      ),
    );
  }
  return outcomes;
}

function done(invoice: InvoiceToIssue): Outcome {
  return { customerId: invoice.customerId, status: 'issued', invoiceId: invoice.id, reason: null };
}

async function issueInSavepoint(
  work: Posting,
  invoice: InvoiceToIssue,
  settlements: readonly Settlement[],
): Promise<Outcome> {
  await work.sql.execute('SAVEPOINT one_invoice');
  try {
    await writeInvoices(work, [invoice], settlements);
    await work.sql.execute('RELEASE SAVEPOINT one_invoice');
    return done(invoice);
  } catch (error) {
    await work.sql.execute('ROLLBACK TO SAVEPOINT one_invoice');
    return {
      customerId: invoice.customerId,
      status: 'failed',
      invoiceId: null,
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}

function invoiceOf(
  work: Posting,
  runId: string,
  item: PlannedAccount,
  terms: BillingTerms,
  numbers: ReadonlyMap<string, string>,
): InvoiceToIssue {
  const { account, services } = item;
  const { invoice } = item.plan;
  if (!invoice) throw new Error('an account without an invoice is not issued');
  const customerNumber = numbers.get(account.customerId);
  return {
    id: work.newId<'Invoice'>(),
    customerId: account.customerId,
    partnerId: account.partnerId,
    ...(customerNumber === undefined ? {} : { customerNumber }),
    terms,
    kind: 'recurring',
    currency: invoice.currency,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    period: invoice.covers,
    netMinor: invoice.totals.netMinor,
    taxMinor: invoice.totals.taxMinor,
    grossMinor: invoice.totals.grossMinor,
    runId,
    note: '',
    lines: [
      ...invoice.lines.map((line) => {
        const service = services.find((one) => one.serviceId === line.serviceId);
        return chargeToLine(work.newId<'InvoiceLine'>(), line, {
          planId: service?.planId ?? '',
          unit: service?.unit ?? '',
        });
      }),
      ...invoice.futureLines.map((line) => futureToLine(work.newId<'InvoiceLine'>(), line)),
    ],
  };
}

/** Credit that is there settles older invoices first, then the new one; most accounts have none. */
async function settlementsOf(
  sql: Sql,
  planned: readonly PlannedAccount[],
  invoices: readonly InvoiceToIssue[],
  termsOf: IssuePageDeps['termsOf'],
): Promise<Settlement[]> {
  const payers = await freePayers(
    sql,
    invoices.map((invoice) => invoice.customerId),
  );
  if (payers.length === 0) return [];
  const withCredit = new Set(payers.map((payer) => payer.customerId));
  const open = await openInvoices(sql, [...withCredit]);
  return invoices.flatMap((invoice, index) => {
    const account = planned[index]?.account;
    if (!account || !withCredit.has(invoice.customerId)) return [];
    const fresh = {
      id: invoice.id,
      number: '',
      customerId: invoice.customerId,
      issuedOn: invoice.issuedOn,
      openMinor: invoice.grossMinor,
    };
    const own = [...open.filter((one) => one.customerId === invoice.customerId), fresh];
    const decided = settle(
      -account.balanceMinor + invoice.grossMinor,
      own,
      payers.filter((payer) => payer.customerId === invoice.customerId),
      looseDebitsOf(termsOf(account.partnerId)),
    );
    return decided.filter((one) => one.invoiceId === invoice.id);
  });
}

async function numbersFor(
  sql: Sql,
  planned: readonly PlannedAccount[],
  deps: IssuePageDeps,
): Promise<ReadonlyMap<string, string>> {
  const shown = planned.some((item) =>
    deps.termsOf(item.account.partnerId).settings.invoiceNumbers.includes('{customer_id'),
  );
  return shown
    ? deps.customerNumbers(
        sql,
        planned.map((item) => item.account.customerId),
      )
    : new Map();
}

async function writeOutcomes(
  sql: Sql,
  runId: string,
  position: number,
  outcomes: readonly Outcome[],
  at: Date,
): Promise<void> {
  const rows: unknown[][] = [[], [], [], []];
  for (const one of outcomes) push(rows, [one.customerId, one.status, one.invoiceId, one.reason]);
  await sql.execute(
    `UPDATE billing.billing_run_item item SET status = outcome.status, invoice_id = outcome.invoice, reason = outcome.reason
       FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[]) outcome (customer, status, invoice, reason)
      WHERE item.run_id = $1 AND item.customer_id = outcome.customer`,
    [runId, ...rows],
  );
  const count = (status: Outcome['status']): number => outcomes.filter((one) => one.status === status).length;
  await sql.execute(
    'UPDATE billing.billing_run_chunk SET done_at = $3, issued = $4, changed = $5, failed = $6 WHERE run_id = $1 AND position = $2',
    [runId, position, at, count('issued') + count('lapsed'), count('changed'), count('failed')],
  );
}
