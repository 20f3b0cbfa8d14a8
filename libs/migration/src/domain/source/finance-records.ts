import type { Decimal, LocalDate } from '@demarc/kernel';
import type { SourceId } from './source-id.js';

export interface SourceItem {
  readonly id: SourceId;
  readonly position: number;
  readonly description: string;
  readonly quantity: Decimal;
  readonly unit: string;
  /** Net for one unit, 4 decimal places. */
  readonly price: Decimal;
  readonly taxPercent: Decimal;
  readonly taxAmount: Decimal;
  readonly taxId?: SourceId | undefined;
  readonly periodFrom?: LocalDate | undefined;
  /** Last day. */
  readonly periodThrough?: LocalDate | undefined;
  readonly transactionId?: SourceId | undefined;
}

export interface SourceInvoice {
  readonly id: SourceId;
  readonly customerId: SourceId;
  readonly number: string;
  readonly createdOn: LocalDate;
  readonly dueOn?: LocalDate | undefined;
  readonly paidOn?: LocalDate | undefined;
  readonly total: Decimal;
  readonly due: Decimal;
  readonly kind: 'one_time' | 'recurring';
  readonly status: 'not_paid' | 'paid' | 'deleted' | 'pending';
  readonly note: string;
  readonly memo: string;
  readonly items: readonly SourceItem[];
}

export interface SourceCreditNote {
  readonly id: SourceId;
  readonly customerId: SourceId;
  readonly number: string;
  readonly createdOn: LocalDate;
  readonly total: Decimal;
  /** The part not used yet. */
  readonly unused: Decimal;
  readonly status: 'not_refunded' | 'refunded' | 'deleted' | 'closed';
  readonly paymentId?: SourceId | undefined;
  readonly invoiceIds: readonly SourceId[];
  readonly note: string;
  readonly items: readonly SourceItem[];
}

export interface SourceTransaction {
  readonly id: SourceId;
  readonly customerId: SourceId;
  readonly subAccountId?: SourceId | undefined;
  /** `debit` is a charge and lowers the balance, `credit` raises it. */
  readonly kind: 'debit' | 'credit';
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly taxPercent: Decimal;
  readonly taxId?: SourceId | undefined;
  /** Gross. */
  readonly total: Decimal;
  readonly unallocated: Decimal;
  readonly on: LocalDate;
  readonly categoryId?: SourceId | undefined;
  readonly description: string;
  readonly periodFrom?: LocalDate | undefined;
  readonly periodThrough?: LocalDate | undefined;
  /** A future item: waits for the next invoice. */
  readonly toInvoice: boolean;
  readonly serviceId?: SourceId | undefined;
  readonly serviceKind: string;
  readonly paymentId?: SourceId | undefined;
  readonly creditNoteId?: SourceId | undefined;
  readonly invoiceId?: SourceId | undefined;
  readonly comment: string;
}

export interface SourcePayment {
  readonly id: SourceId;
  readonly customerId: SourceId;
  readonly invoiceId?: SourceId | undefined;
  readonly creditNoteId?: SourceId | undefined;
  readonly proformaId?: SourceId | undefined;
  readonly methodId?: SourceId | undefined;
  readonly receiptNumber: string;
  readonly on: LocalDate;
  readonly recordedAt?: string | undefined;
  readonly amount: Decimal;
  readonly unallocated: Decimal;
  readonly comment: string;
  readonly fields: readonly string[];
  readonly note: string;
}

/** Which payment, credit note or loose credit settles which invoice: the truth of partial and split payments. */
export interface SourceAllocation {
  readonly id: SourceId;
  readonly customerId: SourceId;
  readonly payerKind: 'payment' | 'credit_note' | 'transaction';
  readonly payerId: SourceId;
  readonly invoiceId?: SourceId | undefined;
  readonly transactionId?: SourceId | undefined;
  readonly amount: Decimal;
}

export interface SourcePaymentMethod {
  readonly id: SourceId;
  readonly name: string;
  readonly active: boolean;
  readonly fieldNames: readonly string[];
}

export interface SourceCategory {
  readonly id: SourceId;
  readonly name: string;
}
