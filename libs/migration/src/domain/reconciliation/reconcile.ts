import { Decimal, currencyDigits } from '@demarc/kernel';
import { fromMinor } from '../mapping/minor-units.js';
import { compareSourceIds } from '../source/source-id.js';
import type { BookedBalance, BookedInvoice, ImportedBooks } from './imported-books.js';

/** The figures that finance compares with the source, in the source's own names and statuses. Amounts are decimal strings. */
export interface ReconciliationReport {
  readonly counts: Readonly<Record<string, number>>;
  readonly customers_by_status: Readonly<Record<string, number>>;
  readonly customers_by_billing_type: Readonly<Record<string, number>>;
  readonly balances: {
    readonly sum_stored: string;
    readonly sum_from_transactions: string;
    readonly sum_ledger: string;
    readonly customers_in_credit: number;
    readonly total_credit: string;
    readonly customers_in_debt: number;
    readonly customers_with_sub_cent_residue: number;
    readonly total_debt: string;
    readonly by_customer: Readonly<Record<string, string>>;
    readonly residues: Readonly<Record<string, string>>;
  };
  readonly invoices: {
    readonly by_status: Readonly<Record<string, number>>;
    readonly total_by_status: Readonly<Record<string, string>>;
    readonly total_not_deleted: string;
    readonly open_count: number;
    readonly open_due: string;
    readonly overdue_count: number;
    readonly overdue_due: string;
    readonly partly_paid: readonly number[];
  };
  readonly payments: {
    readonly total: string;
    readonly by_method: Readonly<Record<string, string>>;
    readonly negative_count: number;
    readonly unapplied: string;
    readonly on_proforma: number;
  };
  readonly credit_notes: {
    readonly by_status: Readonly<Record<string, number>>;
    readonly total_not_deleted: string;
    readonly unapplied: string;
  };
  readonly tax_by_rate: Readonly<Record<string, { readonly net: string; readonly tax: string }>>;
}

const LEDGER_PLACES = 4;
const CUSTOMER_STATUS: Readonly<Record<string, string>> = { inactive: 'disabled' };

export function reconcile(books: ImportedBooks): ReconciliationReport {
  return {
    counts: Object.fromEntries(books.rows.map((row) => [row.entity, row.imported + row.setAside])),
    customers_by_status: tally(books.customers, (one) => CUSTOMER_STATUS[one.status] ?? one.status),
    customers_by_billing_type: tally(books.customers, (one) => one.billingType),
    balances: reconcileBalances(books),
    invoices: reconcileInvoices(books),
    payments: reconcilePayments(books),
    credit_notes: {
      by_status: tally(books.creditNotes, (note) => note.status),
      total_not_deleted: moneyText(
        books,
        books.creditNotes.filter((note) => note.status !== 'deleted'),
        (note) => note.totalMinor,
      ),
      unapplied: moneyText(
        books,
        books.creditNotes.filter((note) => note.status !== 'deleted'),
        (note) => note.unappliedMinor,
      ),
    },
    tax_by_rate: Object.fromEntries(
      [...books.taxByRate]
        .sort((left, right) => (left.percent.toFixed(4) < right.percent.toFixed(4) ? -1 : 1))
        .map(({ percent, net, tax }) => [percent.toFixed(4), { net: ledgerText(net), tax: ledgerText(tax) }]),
    ),
  };
}

function reconcileBalances(books: ImportedBooks): ReconciliationReport['balances'] {
  const cent = new Decimal(1).div(new Decimal(10).pow(currencyDigits(books.currency)));
  const sorted = [...books.balances].sort((left, right) => compareSourceIds(left.customerId, right.customerId));
  const rows = sorted.map((balance) => ({ balance, stored: storedOf(balance, books) }));
  const credit = rows.filter(({ stored }) => stored.greaterThanOrEqualTo(cent));
  const debt = rows.filter(({ stored }) => stored.lessThanOrEqualTo(cent.negated()));
  const sum = (of: readonly { readonly stored: Decimal }[]): Decimal =>
    of.reduce((total, { stored }) => total.plus(stored), new Decimal(0));
  const unexplained = sorted.reduce((total, { unexplained: part }) => total.plus(part), new Decimal(0));
  const ledgerMinor = sorted.reduce((total, balance) => total + balance.ledgerMinor, 0n);
  return {
    sum_stored: ledgerText(sum(rows)),
    sum_from_transactions: ledgerText(sum(rows).minus(unexplained)),
    sum_ledger: ledgerText(fromMinor(ledgerMinor, books.currency)),
    customers_in_credit: credit.length,
    total_credit: ledgerText(sum(credit)),
    customers_in_debt: debt.length,
    customers_with_sub_cent_residue: rows.filter(({ stored }) => !stored.isZero() && stored.abs().lessThan(cent))
      .length,
    total_debt: ledgerText(sum(debt)),
    by_customer: Object.fromEntries(rows.map(({ balance, stored }) => [balance.customerId, ledgerText(stored)])),
    residues: Object.fromEntries(
      sorted
        .filter(({ residue }) => !residue.isZero())
        .map(({ customerId, residue }) => [customerId, ledgerText(residue)]),
    ),
  };
}

/** What the source states is our ledger, the residue below a cent, and what the source itself cannot explain. */
function storedOf(balance: BookedBalance, books: ImportedBooks): Decimal {
  return fromMinor(balance.ledgerMinor, books.currency).plus(balance.residue).plus(balance.unexplained);
}

function reconcileInvoices(books: ImportedBooks): ReconciliationReport['invoices'] {
  const { invoices } = books;
  const live = invoices.filter((invoice) => invoice.status !== 'void');
  const open = live.filter((invoice) => invoice.openMinor > 0n);
  const overdue = open.filter((invoice) => invoice.dueOn < books.snapshotOn);
  const statuses = [...new Set(invoices.map(sourceStatus))].sort();
  const totals = statuses.map((status) => {
    const rows = invoices.filter((invoice) => sourceStatus(invoice) === status);
    return [status, moneyText(books, rows, (invoice) => invoice.totalMinor)] as const;
  });
  return {
    by_status: tally(invoices, sourceStatus),
    total_by_status: Object.fromEntries(totals),
    total_not_deleted: moneyText(books, live, (invoice) => invoice.totalMinor),
    open_count: open.length,
    open_due: moneyText(books, open, (invoice) => invoice.openMinor),
    overdue_count: overdue.length,
    overdue_due: moneyText(books, overdue, (invoice) => invoice.openMinor),
    partly_paid: open
      .filter((one) => one.openMinor < one.totalMinor)
      .map((one) => Number(one.sourceId))
      .sort((a, b) => a - b),
  };
}

function sourceStatus(invoice: BookedInvoice): string {
  if (invoice.status === 'void') return 'deleted';
  if (invoice.paymentPending) return 'pending';
  return invoice.openMinor > 0n ? 'not_paid' : 'paid';
}

function reconcilePayments(books: ImportedBooks): ReconciliationReport['payments'] {
  const { payments } = books;
  const methods = [...new Set(payments.map((payment) => payment.methodId))].sort();
  return {
    total: moneyText(books, payments, (payment) => payment.amountMinor),
    by_method: Object.fromEntries(
      methods.map((method) => [
        method,
        moneyText(
          books,
          payments.filter((payment) => payment.methodId === method),
          (payment) => payment.amountMinor,
        ),
      ]),
    ),
    negative_count: payments.filter((payment) => payment.amountMinor < 0n).length,
    unapplied: moneyText(books, payments, (payment) => payment.unappliedMinor),
    on_proforma: payments.filter((payment) => payment.onProforma).length,
  };
}

function tally<T>(rows: readonly T[], keyOf: (row: T) => string): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function moneyText<T>(books: ImportedBooks, rows: readonly T[], amountOf: (row: T) => bigint): string {
  const minor = rows.reduce((sum, row) => sum + amountOf(row), 0n);
  return unsignedZero(fromMinor(minor, books.currency)).toFixed(Math.max(2, currencyDigits(books.currency)));
}

function ledgerText(amount: Decimal): string {
  return unsignedZero(amount.toDecimalPlaces(LEDGER_PLACES)).toFixed(LEDGER_PLACES);
}

function unsignedZero(amount: Decimal): Decimal {
  return amount.isZero() ? new Decimal(0) : amount;
}
