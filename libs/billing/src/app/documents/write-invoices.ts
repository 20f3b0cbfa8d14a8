import type { CurrencyCode, DateRange, LocalDate } from '@demarc/kernel';
import { invoiceIssued } from '../../domain/index.js';
import type { InvoiceId } from '../../ids.js';
import { bookedLines, documentHash, rangeText, writeLines, type LineToIssue } from './document-lines.js';
import { mapRevenueOf } from '../ledger/revenue-map.js';
import { push, writeJournal, type EntryToPost, type Posting } from '../ledger/post-entries.js';
import type { BillingTerms } from '../settings/settings.js';
import type { Settlement } from '../payments/settlement.js';
import { takeNumbers } from './take-numbers.js';
import { takeFutureItems } from './future-items.js';
import { sums, writeSettlements } from '../payments/write-settlements.js';

/** A decided invoice, with its ids, before it has a number. */
export interface InvoiceToIssue {
  readonly id: string;
  readonly customerId: string;
  readonly partnerId: string;
  readonly customerNumber?: string;
  readonly terms: BillingTerms;
  readonly kind: 'recurring' | 'one_time';
  readonly currency: CurrencyCode;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly period: DateRange | null;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly runId: string | null;
  /** The invoice that it stands in for. */
  readonly correctsId?: InvoiceId;
  readonly note: string;
  readonly lines: readonly LineToIssue[];
  /** It documents prepaid charges that are in the books already. */
  readonly ofCharges?: boolean;
}

export interface IssuedInvoice {
  readonly id: string;
  readonly number: string;
}

/**
 * Issues invoices in bulk: lines, charged days, journal, balances, and last the numbers and the documents, so that the
 * number series is locked for the shortest part. The caller holds the accounts' locks and gives what existing credit settles.
 */
export async function writeInvoices(
  work: Posting,
  decided: readonly InvoiceToIssue[],
  settlements: readonly Settlement[] = [],
): Promise<IssuedInvoice[]> {
  if (decided.length === 0) return [];
  const invoices = await mapRevenueOf(work.sql, decided);
  await writeLines(work, 'invoice', invoices);
  await writeChargedPeriods(work, invoices);
  await takeFutureItems(
    work,
    invoices.flatMap((invoice) => invoice.lines),
  );
  const owed = await writeJournal(work, invoices.map(entryOf));
  await writeBalances(work, invoices, owed);
  await work.sql.execute(
    'SET CONSTRAINTS billing.journal_entry_balance IMMEDIATE; SET CONSTRAINTS billing.journal_entry_balance DEFERRED',
  );
  const issued = await writeDocuments(
    work,
    invoices,
    sums(settlements, (one) => one.invoiceId),
  );
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  await writeSettlements(
    work,
    settlements,
    (one) => byId.get(one.invoiceId) ?? { customerId: one.payer.customerId, partnerId: '' },
    'carry it already',
  );
  return issued;
}

/** Issues an invoice over prepaid charges, whose income and balance were booked when they were charged. Answers its number. */
export async function writeInvoiceOfCharges(
  work: Posting,
  invoice: InvoiceToIssue,
  settlements: readonly Settlement[],
): Promise<string> {
  await writeLines(work, 'invoice', [invoice]);
  const [issued] = await writeDocuments(
    work,
    [invoice],
    sums(settlements, (one) => one.invoiceId),
  );
  await writeSettlements(work, settlements, () => invoice, 'carry it already');
  return issued?.number ?? '';
}

function entryOf(invoice: InvoiceToIssue): EntryToPost {
  const { customerId, currency, issuedOn, lines } = invoice;
  return {
    draft: invoiceIssued({ customerId, currency, bookedOn: issuedOn, lines: bookedLines(lines) }),
    partnerId: invoice.partnerId,
    customerId,
    source: { kind: 'invoice', id: invoice.id },
    description: invoice.kind === 'recurring' ? 'Recurring invoice' : 'One-time invoice',
  };
}

async function writeChargedPeriods(work: Posting, invoices: readonly InvoiceToIssue[]): Promise<void> {
  const rows: unknown[][] = [[], [], [], [], [], []];
  for (const invoice of invoices) {
    for (const line of invoice.lines) {
      if (!line.covers || line.serviceId === null || line.rechargesLineId) continue;
      push(rows, [
        work.newId(),
        line.serviceId,
        invoice.customerId,
        invoice.partnerId,
        rangeText(line.covers),
        line.id,
      ]);
    }
  }
  if (rows[0]?.length === 0) return;
  await work.sql.execute(
    `INSERT INTO billing.charged_period (id, service_id, chain_id, customer_id, partner_id, days, invoice_line_id)
     SELECT charged.id, service.id, service.chain_id, charged.customer_id, charged.partner_id, charged.days, charged.line_id
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::daterange[], $6::uuid[]) charged (id, service_id, customer_id, partner_id, days, line_id)
       JOIN billing.service ON service.id = charged.service_id`,
    rows,
  );
}

/** Balances, the day on which standing can turn by the new document, and the sum that the next run is compared with. */
async function writeBalances(
  work: Posting,
  invoices: readonly InvoiceToIssue[],
  owed: ReadonlyMap<string, bigint>,
): Promise<void> {
  const rows: unknown[][] = [[], [], [], []];
  for (const invoice of invoices) {
    push(rows, [
      invoice.customerId,
      (owed.get(invoice.customerId) ?? 0n).toString(),
      invoice.dueOn,
      invoice.kind === 'recurring' ? invoice.grossMinor.toString() : null,
    ]);
  }
  await work.sql.execute(
    `UPDATE billing.account account SET balance_minor = account.balance_minor - owed.minor,
       next_check_on = CASE WHEN owed.minor > 0 THEN least(account.next_check_on, owed.due_on) ELSE account.next_check_on END,
       last_invoice_minor = coalesce(owed.recurring, account.last_invoice_minor)
     FROM unnest($1::uuid[], $2::bigint[], $3::date[], $4::bigint[]) owed (customer_id, minor, due_on, recurring)
     WHERE account.customer_id = owed.customer_id`,
    rows,
  );
}

async function writeDocuments(
  work: Posting,
  invoices: readonly InvoiceToIssue[],
  settled: ReadonlyMap<string, bigint>,
): Promise<IssuedInvoice[]> {
  const numbers = await takeNumbers(
    work,
    'invoice',
    invoices.map((invoice) => ({ on: invoice.issuedOn, ...invoice })),
  );
  const rows: unknown[][] = Array.from({ length: 21 }, () => []);
  const issued = invoices.map((invoice, index) => {
    const taken = numbers[index];
    if (!taken) throw new Error('fewer numbers than documents');
    const said = [
      invoice.customerId,
      invoice.issuedOn,
      invoice.dueOn,
      String(invoice.netMinor),
      String(invoice.taxMinor),
      invoice.currency,
    ];
    push(rows, [
      invoice.id,
      invoice.customerId,
      invoice.partnerId,
      taken.seriesId,
      taken.ordinal.toString(),
      taken.number,
      invoice.issuedOn,
      invoice.currency,
      invoice.netMinor.toString(),
      invoice.taxMinor.toString(),
      invoice.grossMinor.toString(),
      invoice.kind,
      rangeText(invoice.period),
      invoice.dueOn,
      (settled.get(invoice.id) ?? 0n).toString(),
      invoice.runId,
      invoice.note,
      documentHash(taken.number, said, invoice.lines),
      work.at.toISOString(),
      invoice.correctsId ?? null,
      invoice.ofCharges ?? false,
    ]);
    return { id: invoice.id, number: taken.number };
  });
  await work.sql.execute(
    `INSERT INTO billing.invoice (id, customer_id, partner_id, series_id, ordinal, number, issued_on, currency, net_minor, tax_minor, gross_minor, kind,
       period, due_on, settled_minor, run_id, note, hash, created_at, corrects_id, of_charges)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[], $7::date[], $8::text[], $9::bigint[], $10::bigint[],
       $11::bigint[], $12::text[], $13::daterange[], $14::date[], $15::bigint[], $16::uuid[], $17::text[], $18::text[], $19::timestamptz[], $20::uuid[], $21::boolean[])`,
    rows,
  );
  return issued;
}
