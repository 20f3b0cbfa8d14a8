import type { Sql } from '@demarc/persistence';
import type { AllocationCut, LooseDebits } from '../../domain/index.js';
import { freePayers, openInvoices, settle, type OpenInvoice, type Payer, type Settlement } from './settlement.js';

/** What a step with money does to a customer’s books, decided before anything is written: commands carry it out, previews show it. */
export interface MoneyPlan {
  readonly customerId: string;
  /** What the customer owes more by it; below zero: less. */
  readonly owedMinor: bigint;
  readonly cuts: readonly AllocationCut[];
  /** What is settled by it, apart from what free money settles afterwards. */
  readonly made: readonly { readonly invoiceId: string; readonly amountMinor: bigint }[];
  /** Free money of payers after it, where it differs. */
  readonly free: ReadonlyMap<string, Payer>;
  /** Other free money settles what is open again. */
  readonly resettles: boolean;
}

export interface InvoiceEffect {
  readonly invoiceId: string;
  readonly number: string;
  readonly openBeforeMinor: bigint;
  readonly openAfterMinor: bigint;
}

export interface MoneyEffect {
  readonly invoices: readonly InvoiceEffect[];
  readonly owedAfterMinor: bigint;
}

/** The books after a plan: the same sums that carrying it out writes. */
export async function effectOf(
  sql: Sql,
  account: { readonly customerId: string; readonly balanceMinor: bigint },
  plan: MoneyPlan,
  looseDebits: LooseDebits,
): Promise<MoneyEffect> {
  const before = await touchedInvoices(sql, account.customerId, plan);
  const openAfter = new Map(before.map((invoice) => [invoice.id, invoice.openMinor]));
  const move = (id: string, minor: bigint): unknown => openAfter.set(id, (openAfter.get(id) ?? 0n) + minor);
  for (const cut of plan.cuts) move(cut.itemId, cut.cutMinor);
  for (const made of plan.made) move(made.invoiceId, -made.amountMinor);
  const owedAfterMinor = -account.balanceMinor + plan.owedMinor;
  for (const one of await resettled(sql, plan, before, openAfter, owedAfterMinor, looseDebits))
    move(one.invoiceId, -one.amountMinor);
  return {
    owedAfterMinor,
    invoices: before
      .map((invoice) => ({
        invoiceId: invoice.id,
        number: invoice.number,
        openBeforeMinor: invoice.openMinor,
        openAfterMinor: openAfter.get(invoice.id) ?? 0n,
      }))
      .filter((invoice) => invoice.openBeforeMinor !== invoice.openAfterMinor),
  };
}

async function resettled(
  sql: Sql,
  plan: MoneyPlan,
  before: readonly OpenInvoice[],
  openAfter: ReadonlyMap<string, bigint>,
  owedMinor: bigint,
  looseDebits: LooseDebits,
): Promise<Settlement[]> {
  if (!plan.resettles) return [];
  const open = before
    .map((invoice) => ({ ...invoice, openMinor: openAfter.get(invoice.id) ?? 0n }))
    .filter((invoice) => invoice.openMinor > 0n);
  const stored = await freePayers(sql, [plan.customerId]);
  const known = new Set(stored.map((payer) => payer.id));
  const payers = [
    ...stored.map((payer) => plan.free.get(payer.id) ?? payer),
    ...[...plan.free.values()].filter((payer) => !known.has(payer.id)),
  ].filter((payer) => payer.freeMinor > 0n);
  return settle(owedMinor, open, payers, looseDebits);
}

/** What is open, and what the plan opens again, oldest first. */
async function touchedInvoices(sql: Sql, customerId: string, plan: MoneyPlan): Promise<OpenInvoice[]> {
  const open = await openInvoices(sql, [customerId]);
  const known = new Set(open.map((invoice) => invoice.id));
  const others = [...new Set(plan.cuts.map((cut) => cut.itemId))].filter((id) => !known.has(id));
  if (others.length === 0) return open;
  const settled = await sql.query<Omit<OpenInvoice, 'openMinor'>>(
    'SELECT id, number, customer_id AS "customerId", issued_on AS "issuedOn" FROM billing.invoice WHERE id = ANY ($1::uuid[])',
    [others],
  );
  return [...open, ...settled.map((invoice) => ({ ...invoice, openMinor: 0n }))].sort((left, right) =>
    left.issuedOn === right.issuedOn ? (left.id < right.id ? -1 : 1) : left.issuedOn < right.issuedOn ? -1 : 1,
  );
}
