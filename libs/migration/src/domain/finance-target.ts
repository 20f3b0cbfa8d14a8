import type { Decimal, LocalDate } from '@demarc/kernel';
import type { SourceId } from './source/source-id.js';

export interface TargetLine {
  readonly sourceId?: SourceId | undefined;
  readonly description: string;
  readonly quantity: Decimal;
  readonly unit: string;
  /** Net for one unit, as printed. */
  readonly unitPrice: Decimal;
  readonly taxPercent: Decimal;
  readonly taxId?: SourceId | undefined;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly periodFrom?: LocalDate | undefined;
  /** The last day. */
  readonly periodThrough?: LocalDate | undefined;
  readonly serviceId?: SourceId | undefined;
  readonly serviceKind?: 'internet' | 'voice' | 'recurring' | 'bundle' | undefined;
}

/** An issued document as it was printed: its lines sum to its total. Never rated again. */
export interface TargetInvoice {
  readonly sourceId: SourceId;
  readonly customerId: SourceId;
  readonly number: string;
  readonly kind: 'one_time' | 'recurring';
  readonly status: 'issued' | 'void';
  /** A payment for it was under way when it was read. */
  readonly paymentPending: boolean;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly totalMinor: bigint;
  readonly note: string;
  readonly lines: readonly TargetLine[];
}

export interface TargetCreditNote {
  readonly sourceId: SourceId;
  readonly customerId: SourceId;
  readonly number: string;
  readonly status: 'not_refunded' | 'refunded' | 'closed' | 'deleted';
  readonly issuedOn: LocalDate;
  readonly totalMinor: bigint;
  readonly invoiceIds: readonly SourceId[];
  /** Paid out to the customer. */
  readonly refundedMinor: bigint;
  readonly note: string;
  readonly lines: readonly TargetLine[];
}

export interface TargetPayment {
  readonly sourceId: SourceId;
  readonly customerId: SourceId;
  readonly methodId?: SourceId | undefined;
  readonly receiptNumber: string;
  readonly receivedOn: LocalDate;
  /** Below zero: money that went back. */
  readonly amountMinor: bigint;
  readonly creditNoteId?: SourceId | undefined;
  /** Taken back by a payment of its own below zero. */
  readonly isReversed: boolean;
  /** Below zero and explained: it pays a credit note out, or takes back another payment. */
  readonly isExplained: boolean;
  readonly proformaId?: SourceId | undefined;
  readonly comment: string;
  readonly reference: string;
}

export interface TargetAllocation {
  readonly sourceId: SourceId;
  readonly payerKind: 'payment' | 'credit_note' | 'adjustment';
  readonly payerId: SourceId;
  readonly invoiceId: SourceId;
  readonly amountMinor: bigint;
  /** The payer is another customer than the one who is invoiced. */
  readonly crossesCustomers: boolean;
}

/** A change of a balance that no document explains: a correction, a prepaid charge, a discount. */
export interface TargetAdjustment {
  /** The transaction, or `invoice/2001` for a difference of that document. */
  readonly sourceId: string;
  readonly kind: 'transaction' | 'document_difference';
  readonly customerId: SourceId;
  readonly on: LocalDate;
  /** Above zero raises the customer's balance. */
  readonly amountMinor: bigint;
  readonly description: string;
}

/** Waits for the next invoice; outside the balance until then. */
export interface TargetFutureItem {
  readonly sourceId: SourceId;
  readonly customerId: SourceId;
  readonly on: LocalDate;
  /** A charge, or money to be taken off the next invoice. */
  readonly kind: 'charge' | 'credit';
  readonly description: string;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly taxPercent: Decimal;
  readonly taxId?: SourceId | undefined;
  readonly total: Decimal;
}

/** What keeps the balance of the source and ours apart below a cent. Listed; nobody owes it. */
export interface Residue {
  readonly customerId: SourceId;
  readonly amount: Decimal;
}
