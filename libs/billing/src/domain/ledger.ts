import type { CurrencyCode, LocalDate } from '@demarc/kernel';
import type { PlanKind } from './charge-plan.js';

/**
 * The chart of accounts. A customer's credit is not an account of its own: it is a credit balance of `receivable`, so
 * that one number says what the customer owes.
 */
export type LedgerAccount =
  | 'receivable'
  | `revenue.${PlanKind | 'fee' | 'other'}`
  | `revenue.own.${string}`
  | 'tax_payable'
  | 'cash'
  | 'bank'
  | 'gateway_clearing'
  | 'customer_deposit'
  | 'suspense'
  | 'write_off'
  | 'rounding'
  | 'reseller_share'
  | 'reseller_payable'
  | 'opening_balance';

export type AccountNature = 'asset' | 'liability' | 'income' | 'expense' | 'equity';

export const CHART_OF_ACCOUNTS: readonly {
  readonly account: LedgerAccount;
  readonly nature: AccountNature;
  readonly title: string;
}[] = [
  { account: 'receivable', nature: 'asset', title: 'Customers' },
  { account: 'cash', nature: 'asset', title: 'Cash' },
  { account: 'bank', nature: 'asset', title: 'Bank' },
  { account: 'gateway_clearing', nature: 'asset', title: 'Payment providers, not yet paid out' },
  { account: 'tax_payable', nature: 'liability', title: 'Tax payable' },
  { account: 'customer_deposit', nature: 'liability', title: 'Deposits of customers' },
  { account: 'reseller_payable', nature: 'liability', title: 'Owed to resellers' },
  { account: 'suspense', nature: 'liability', title: 'Money not yet known' },
  { account: 'opening_balance', nature: 'equity', title: 'Opening balances' },
  { account: 'revenue.internet', nature: 'income', title: 'Internet' },
  { account: 'revenue.voice', nature: 'income', title: 'Voice' },
  { account: 'revenue.recurring', nature: 'income', title: 'Recurring services' },
  { account: 'revenue.bundle', nature: 'income', title: 'Bundles' },
  { account: 'revenue.one_time', nature: 'income', title: 'One-time sales' },
  { account: 'revenue.fee', nature: 'income', title: 'Fees' },
  { account: 'revenue.other', nature: 'income', title: 'Other income' },
  { account: 'write_off', nature: 'expense', title: 'Written off' },
  { account: 'reseller_share', nature: 'expense', title: 'Shares of resellers' },
  { account: 'rounding', nature: 'expense', title: 'Rounding' },
];

/** One leg. Debit is positive. `customerId` goes with receivables; `taxId` with tax. */
export interface Posting {
  readonly account: LedgerAccount;
  readonly customerId?: string;
  readonly taxId?: string;
  readonly amountMinor: bigint;
  readonly currency: CurrencyCode;
}

export type EntryKind =
  | 'invoice_issued'
  | 'credit_note_issued'
  | 'payment_received'
  | 'payment_refunded'
  | 'written_off'
  | 'deposit_taken'
  | 'deposit_given_back'
  | 'deposit_forfeited'
  | 'suspense_settled'
  | 'opening_adjustment'
  | 'debit'
  | 'prepaid_charge'
  | 'reseller_settled'
  | 'reseller_paid'
  | 'reversal';

/** A balanced record of one event; the caller adds ids, and what it belongs to. */
export interface JournalEntryDraft {
  readonly kind: EntryKind;
  readonly bookedOn: LocalDate;
  readonly postings: readonly Posting[];
}

/** Each currency sums to zero and nothing is posted that is zero; anything else is a fault of ours and throws. */
export function assertBalanced(entry: JournalEntryDraft): JournalEntryDraft {
  const sums = new Map<CurrencyCode, bigint>();
  for (const posting of entry.postings) {
    if (posting.amountMinor === 0n) throw new RangeError(`${entry.kind}: a posting of zero`);
    if (posting.account === 'receivable' && !posting.customerId)
      throw new RangeError(`${entry.kind}: whose receivable?`);
    sums.set(posting.currency, (sums.get(posting.currency) ?? 0n) + posting.amountMinor);
  }
  for (const [currency, sum] of sums) {
    if (sum !== 0n) throw new RangeError(`${entry.kind}: ${currency} is out of balance by ${sum}`);
  }
  return entry;
}

/** What a journal says of one customer: positive is owed to us, negative is credit. */
export function receivableOf(
  customerId: string,
  entries: readonly JournalEntryDraft[],
  currency: CurrencyCode,
): bigint {
  let owedMinor = 0n;
  for (const entry of entries) {
    for (const posting of entry.postings) {
      if (posting.account !== 'receivable' || posting.customerId !== customerId || posting.currency !== currency)
        continue;
      owedMinor += posting.amountMinor;
    }
  }
  return owedMinor;
}
