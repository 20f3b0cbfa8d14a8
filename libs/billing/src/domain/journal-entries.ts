import type { CurrencyCode, LocalDate } from '@demarc/kernel';
import { assertBalanced, type EntryKind, type JournalEntryDraft, type LedgerAccount, type Posting } from './ledger.js';

interface Booking {
  readonly customerId: string;
  readonly currency: CurrencyCode;
  readonly bookedOn: LocalDate;
}

export type RevenueAccount = Extract<LedgerAccount, `revenue.${string}`>;
/** Where received money lies. */
export type MoneyAccount = Extract<
  LedgerAccount,
  'cash' | 'bank' | 'gateway_clearing' | 'suspense' | 'customer_deposit'
>;

/** Net and tax of document lines; lines of one account or tax are posted as one sum. */
export interface BookedLine {
  readonly revenue: RevenueAccount;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly taxId: string | null;
}

/** Debit the customer with the gross; credit revenue and tax. */
export function invoiceIssued(booking: Booking & { readonly lines: readonly BookedLine[] }): JournalEntryDraft {
  return document('invoice_issued', booking, 1n);
}

/** A prepaid charge without a document: like an invoice, under its own name. */
export function prepaidCharged(booking: Booking & { readonly lines: readonly BookedLine[] }): JournalEntryDraft {
  return document('prepaid_charge', booking, 1n);
}

/** The mirror of an invoice: lines with positive amounts, given back. */
export function creditNoteIssued(booking: Booking & { readonly lines: readonly BookedLine[] }): JournalEntryDraft {
  return document('credit_note_issued', booking, -1n);
}

export function paymentReceived(
  booking: Booking & { readonly into: MoneyAccount; readonly amountMinor: bigint },
): JournalEntryDraft {
  return transfer('payment_received', booking, booking.into, 'receivable');
}

/**
 * Money handed back, or taken back by a provider. Without a credit note the customer owes it again; what was taken beyond
 * the payment (`beyondMinor`) is nothing that the customer owes: it waits in suspense until the provider has been asked.
 */
export function paymentRefunded(
  booking: Booking & { readonly from: MoneyAccount; readonly amountMinor: bigint; readonly beyondMinor?: bigint },
): JournalEntryDraft {
  const { from, amountMinor, beyondMinor = 0n } = booking;
  if (amountMinor < 0n || beyondMinor < 0n || amountMinor + beyondMinor <= 0n)
    throw new RangeError('payment_refunded: the amount is positive');
  const postings = [
    posting('receivable', amountMinor, booking),
    posting('suspense', beyondMinor, booking),
    posting(from, -amountMinor - beyondMinor, booking),
  ];
  return assertBalanced({
    kind: 'payment_refunded',
    bookedOn: booking.bookedOn,
    postings: postings.filter((leg) => leg.amountMinor !== 0n),
  });
}

/** Another return of the same payment was undone: what lay in suspense is now what the customer owes. */
export function suspenseSettled(booking: Booking & { readonly amountMinor: bigint }): JournalEntryDraft {
  return transfer('suspense_settled', booking, 'receivable', 'suspense');
}

/** Money taken for later: a liability. It is nothing that was paid, so the customer's receivable stays as it is. */
export function depositTaken(
  booking: Booking & { readonly into: MoneyAccount; readonly amountMinor: bigint },
): JournalEntryDraft {
  return transfer('deposit_taken', booking, booking.into, 'customer_deposit');
}

export function depositGivenBack(
  booking: Booking & { readonly from: MoneyAccount; readonly amountMinor: bigint },
): JournalEntryDraft {
  return transfer('deposit_given_back', booking, 'customer_deposit', booking.from);
}

/** What the customer has lost by the terms: income from then on. */
export function depositForfeited(booking: Booking & { readonly amountMinor: bigint }): JournalEntryDraft {
  return transfer('deposit_forfeited', booking, 'customer_deposit', 'revenue.other');
}

export function writtenOff(booking: Booking & { readonly amountMinor: bigint }): JournalEntryDraft {
  return transfer('written_off', booking, 'write_off', 'receivable');
}

/** What a reseller gets of a period; below zero, what the reseller owes us. No customer's receivable is touched. */
export function resellerSettled(
  booking: Omit<Booking, 'customerId'> & { readonly shareMinor: bigint },
): JournalEntryDraft {
  return betweenAccounts('reseller_settled', booking, 'reseller_share', 'reseller_payable', booking.shareMinor);
}

/** Paid out to the reseller, or by the reseller where the share is below zero. */
export function resellerPaid(
  booking: Omit<Booking, 'customerId'> & { readonly from: 'cash' | 'bank'; readonly shareMinor: bigint },
): JournalEntryDraft {
  return betweenAccounts('reseller_paid', booking, 'reseller_payable', booking.from, booking.shareMinor);
}

/** Brings a customer's books to `owedMinor` (positive: owes us) when they come from another system. Undefined for zero. */
export function openingAdjustment(booking: Booking & { readonly owedMinor: bigint }): JournalEntryDraft | undefined {
  if (booking.owedMinor === 0n) return undefined;
  return assertBalanced({
    kind: 'opening_adjustment',
    bookedOn: booking.bookedOn,
    postings: [
      posting('receivable', booking.owedMinor, booking),
      posting('opening_balance', -booking.owedMinor, booking),
    ],
  });
}

/** Takes an entry back: the same postings with the other sign, on the day of the correction. */
export function reversalOf(entry: JournalEntryDraft, bookedOn: LocalDate): JournalEntryDraft {
  return assertBalanced({
    kind: 'reversal',
    bookedOn,
    postings: entry.postings.map((leg) => ({ ...leg, amountMinor: -leg.amountMinor })),
  });
}

/** The customer owes something that stands on no document. */
export function debitPosted(booking: Booking & { readonly amountMinor: bigint }): JournalEntryDraft {
  return transfer('debit', booking, 'receivable', 'revenue.other');
}

export function debitTakenBack(booking: Booking & { readonly amountMinor: bigint }): JournalEntryDraft {
  return transfer('reversal', booking, 'revenue.other', 'receivable');
}

function document(
  kind: EntryKind,
  booking: Booking & { readonly lines: readonly BookedLine[] },
  sign: 1n | -1n,
): JournalEntryDraft {
  const revenue = new Map<RevenueAccount, bigint>();
  const tax = new Map<string | null, bigint>();
  let grossMinor = 0n;
  for (const line of booking.lines) {
    revenue.set(line.revenue, (revenue.get(line.revenue) ?? 0n) + line.netMinor);
    if (line.taxMinor !== 0n) tax.set(line.taxId, (tax.get(line.taxId) ?? 0n) + line.taxMinor);
    grossMinor += line.netMinor + line.taxMinor;
  }
  const postings = [
    posting('receivable', grossMinor * sign, booking),
    ...[...revenue].map(([account, net]) => posting(account, -net * sign, booking)),
    ...[...tax].map(([taxId, amount]) => posting('tax_payable', -amount * sign, booking, taxId)),
  ];
  return assertBalanced({
    kind,
    bookedOn: booking.bookedOn,
    postings: postings.filter((leg) => leg.amountMinor !== 0n),
  });
}

function transfer(
  kind: EntryKind,
  booking: Booking & { readonly amountMinor: bigint },
  debit: LedgerAccount,
  credit: LedgerAccount,
): JournalEntryDraft {
  if (booking.amountMinor <= 0n) throw new RangeError(`${kind}: the amount is positive`);
  return assertBalanced({
    kind,
    bookedOn: booking.bookedOn,
    postings: [posting(debit, booking.amountMinor, booking), posting(credit, -booking.amountMinor, booking)],
  });
}

function betweenAccounts(
  kind: EntryKind,
  { currency, bookedOn }: Omit<Booking, 'customerId'>,
  debit: Exclude<LedgerAccount, 'receivable'>,
  credit: Exclude<LedgerAccount, 'receivable'>,
  amountMinor: bigint,
): JournalEntryDraft {
  const postings = [
    { account: debit, amountMinor, currency },
    { account: credit, amountMinor: -amountMinor, currency },
  ];
  return assertBalanced({ kind, bookedOn, postings: postings.filter((leg) => leg.amountMinor !== 0n) });
}

function posting(account: LedgerAccount, amountMinor: bigint, booking: Booking, taxId?: string | null): Posting {
  const { currency, customerId } = booking;
  if (account === 'receivable') return { account, customerId, amountMinor, currency };
  return taxId ? { account, taxId, amountMinor, currency } : { account, amountMinor, currency };
}
