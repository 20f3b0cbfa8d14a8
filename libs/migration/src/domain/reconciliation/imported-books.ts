import type { CurrencyCode, Decimal, LocalDate } from '@demarc/kernel';
import type { SourceId } from '../source/source-id.js';

/** What the database holds after an import, read back row by row. Nothing in here comes from the source's files. */
export interface ImportedBooks {
  readonly currency: CurrencyCode;
  /** The day the source was read: what is overdue is overdue on this day. */
  readonly snapshotOn: LocalDate;
  /** Rows by entity: in the books, and set aside with an exception. */
  readonly rows: readonly { readonly entity: string; readonly imported: number; readonly setAside: number }[];
  readonly customers: readonly { readonly status: string; readonly billingType: string }[];
  readonly balances: readonly BookedBalance[];
  readonly invoices: readonly BookedInvoice[];
  readonly payments: readonly BookedPayment[];
  readonly creditNotes: readonly BookedCreditNote[];
  /** Of the lines of every invoice that is not void; exact, not rounded. */
  readonly taxByRate: readonly { readonly percent: Decimal; readonly net: Decimal; readonly tax: Decimal }[];
}

export interface BookedBalance {
  readonly customerId: SourceId;
  /** From the postings of the customer's account; above zero is the customer's money. */
  readonly ledgerMinor: bigint;
  /** Below a cent per document, listed apart: source's transactions minus our ledger. */
  readonly residue: Decimal;
  /** What the source stated minus what its own transactions add up to: a BALANCE_MISMATCH, zero for all others. */
  readonly unexplained: Decimal;
}

export interface BookedInvoice {
  readonly sourceId: SourceId;
  readonly status: 'issued' | 'void';
  readonly paymentPending: boolean;
  readonly totalMinor: bigint;
  readonly openMinor: bigint;
  readonly dueOn: LocalDate;
}

export interface BookedPayment {
  readonly methodId: string;
  readonly amountMinor: bigint;
  readonly unappliedMinor: bigint;
  readonly onProforma: boolean;
}

export interface BookedCreditNote {
  readonly status: string;
  readonly totalMinor: bigint;
  readonly unappliedMinor: bigint;
}
