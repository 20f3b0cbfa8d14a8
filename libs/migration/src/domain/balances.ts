import { Decimal } from '@demarc/kernel';
import type { SourceTransaction } from './source/finance-records.js';
import type { BillingType } from './source/records.js';
import type { SourceId } from './source/source-id.js';
import type { SourceSet } from './source/source-set.js';

export interface SourceBalance {
  /** What the source states. Absent when it states nothing. */
  readonly stored: Decimal | undefined;
  /** What the transactions of the source add up to. */
  readonly fromTransactions: Decimal;
}

/**
 * A future item (waits for the next invoice, has none yet) is outside the balance of a recurring customer and inside
 * that of a prepaid one: a prepaid customer's money is reserved at once.
 */
export function isOutsideBalance(transaction: SourceTransaction, billingType: BillingType | undefined): boolean {
  return transaction.toInvoice && transaction.invoiceId === undefined && billingType === 'recurring';
}

/** Above zero is the customer's money, below zero is owed. */
export function signedTotal(transaction: SourceTransaction): Decimal {
  return transaction.kind === 'credit' ? transaction.total : transaction.total.negated();
}

/** Balance of every customer in the customer list: as stored, and recomputed. */
export function balancesOf(
  set: Pick<SourceSet, 'customers' | 'billing' | 'transactions'>,
): ReadonlyMap<SourceId, SourceBalance> {
  const typeOf = new Map(set.customers.map((customer) => [customer.id, customer.billingType]));
  const sums = new Map<SourceId, Decimal>();
  for (const transaction of set.transactions) {
    if (isOutsideBalance(transaction, typeOf.get(transaction.customerId))) continue;
    const before = sums.get(transaction.customerId) ?? new Decimal(0);
    sums.set(transaction.customerId, before.plus(signedTotal(transaction)));
  }
  const stored = new Map(set.billing.map((billing) => [billing.customerId, billing.deposit]));
  return new Map(
    set.customers.map(({ id }) => [id, { stored: stored.get(id), fromTransactions: sums.get(id) ?? new Decimal(0) }]),
  );
}
