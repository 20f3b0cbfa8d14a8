import { byId, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { ExceptionList } from './exception.js';

export function findFinanceExceptions(set: SourceSet, list: ExceptionList): void {
  findRepeatedNumbers(set, list);
  findPaymentExceptions(set, list);
  findAllocationExceptions(set, list);
  findOrphans(set, list);
}

function findRepeatedNumbers(set: SourceSet, list: ExceptionList): void {
  const first = new Map<string, SourceId>();
  for (const invoice of byId(set.invoices)) {
    if (invoice.number === '') continue;
    const earlier = first.get(invoice.number);
    if (earlier === undefined) first.set(invoice.number, invoice.id);
    else list.add('DUPLICATE_INVOICE_NUMBER', 'invoice', invoice.id, `same number as invoice ${earlier}`);
  }
}

function findPaymentExceptions(set: SourceSet, list: ExceptionList): void {
  const invoices = new Set(set.invoices.map((invoice) => invoice.id));
  const receipts = new Map<string, SourceId>();
  for (const payment of set.payments) {
    if (payment.invoiceId !== undefined && !invoices.has(payment.invoiceId) && !set.notReadable.has('invoices')) {
      list.add(
        'PAYMENT_INVOICE_MISSING',
        'payment',
        payment.id,
        `invoice ${payment.invoiceId} does not exist; money stays on account`,
      );
    }
    if (payment.receiptNumber !== '') {
      const key = `${payment.receiptNumber}\n${payment.on}\n${payment.amount.toFixed(4)}`;
      const earlier = receipts.get(key);
      if (earlier !== undefined) {
        list.add(
          'DUPLICATE_RECEIPT',
          'payment',
          payment.id,
          `same receipt, day and amount as payment ${earlier}; both are in the ledger`,
        );
      }
      receipts.set(key, payment.id);
    }
    if (payment.amount.isNegative() && payment.creditNoteId === undefined)
      list.add('REVERSED_PAYMENT', 'payment', payment.id);
  }
}

function findAllocationExceptions(set: SourceSet, list: ExceptionList): void {
  const payerOf = new Map(set.payments.map((payment) => [payment.id, payment.customerId]));
  const debtorOf = new Map(set.invoices.map((invoice) => [invoice.id, invoice.customerId]));
  for (const allocation of set.allocations) {
    if (allocation.payerKind !== 'payment' || allocation.invoiceId === undefined) continue;
    const payer = payerOf.get(allocation.payerId);
    const debtor = debtorOf.get(allocation.invoiceId);
    if (payer === undefined || debtor === undefined || payer === debtor) continue;
    list.add(
      'CROSS_CUSTOMER_ALLOCATION',
      'payment',
      allocation.payerId,
      `of customer ${payer}, settles invoice ${allocation.invoiceId} of customer ${debtor}`,
    );
  }
}

/** Money of a customer whom the source does not list, and allocations that hang in the air: set aside, and said so. */
function findOrphans(set: SourceSet, list: ExceptionList): void {
  const customers = new Set(set.customers.map((customer) => customer.id));
  const owned = [
    ['invoice', set.invoices],
    ['credit_note', set.creditNotes],
    ['payment', set.payments],
    ['transaction', set.transactions],
  ] as const;
  for (const [entity, rows] of owned) {
    for (const row of rows) {
      if (!customers.has(row.customerId))
        list.add('ORPHAN_RECORD', entity, row.id, `customer ${row.customerId} is not in the customer list`);
    }
  }
  const known = {
    payment: new Set<string>(set.payments.map((row) => row.id)),
    credit_note: new Set<string>(set.creditNotes.map((row) => row.id)),
    transaction: new Set<string>(set.transactions.map((row) => row.id)),
    invoice: new Set<string>(set.invoices.map((row) => row.id)),
  };
  for (const allocation of set.allocations) {
    const whole =
      known[allocation.payerKind].has(allocation.payerId) &&
      (allocation.invoiceId !== undefined
        ? known.invoice.has(allocation.invoiceId)
        : known.transaction.has(allocation.transactionId ?? ''));
    if (!whole) list.add('ORPHAN_RECORD', 'allocation', allocation.id, 'its payer or its invoice is not in the lists');
  }
}
