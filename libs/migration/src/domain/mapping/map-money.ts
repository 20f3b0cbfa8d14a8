import type { CurrencyCode } from '@demarc/kernel';
import type { TargetAllocation, TargetFutureItem, TargetPayment } from '../finance-target.js';
import { isOutsideBalance } from '../balances.js';
import type { SourceAllocation } from '../source/finance-records.js';
import { byId, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import { toMinor } from './minor-units.js';

export function mapPayments(set: SourceSet, currency: CurrencyCode): readonly TargetPayment[] {
  const methods = new Map(set.paymentMethods.map((method) => [method.id, method.name]));
  const customers = customerIds(set);
  return set.payments
    .filter((payment) => customers.has(payment.customerId))
    .map((payment) => ({
      sourceId: payment.id,
      customerId: payment.customerId,
      methodId: payment.methodId,
      methodName: (payment.methodId === undefined ? undefined : methods.get(payment.methodId)) ?? 'Other',
      receiptNumber: payment.receiptNumber,
      receivedOn: payment.on,
      amountMinor: toMinor(payment.amount, currency),
      creditNoteId: payment.creditNoteId,
      proformaId: payment.proformaId,
      comment: [payment.comment, payment.note].filter((text) => text !== '').join('\n'),
      reference: payment.fields.filter((field) => field !== '').join(' · '),
    }));
}

export function mapFutureItems(set: SourceSet): readonly TargetFutureItem[] {
  const typeOf = new Map(set.customers.map((customer) => [customer.id, customer.billingType]));
  return set.transactions
    .filter((transaction) => isOutsideBalance(transaction, typeOf.get(transaction.customerId)))
    .map((transaction) => ({
      sourceId: transaction.id,
      customerId: transaction.customerId,
      on: transaction.on,
      kind: transaction.kind === 'debit' ? 'charge' : 'credit',
      description: transaction.description,
      quantity: transaction.quantity,
      unitPrice: transaction.price,
      taxPercent: transaction.taxPercent,
      taxId: transaction.taxId,
      total: transaction.total,
    }));
}

/**
 * Who settles which invoice. Each invoice's allocations are rounded as a running sum, so that parts below a cent never
 * leave one open, and never beyond what is left of the payer and of the invoice.
 */
export function mapAllocations(set: SourceSet, currency: CurrencyCode): readonly TargetAllocation[] {
  const customers = customerIds(set);
  const payers = payersOf(set, currency);
  const invoices = new Map(
    set.invoices
      .filter((invoice) => invoice.status !== 'deleted' && customers.has(invoice.customerId))
      .map((invoice) => [
        invoice.id,
        {
          customerId: invoice.customerId,
          exact: invoice.total.times(0),
          given: 0n,
          totalMinor: toMinor(invoice.total, currency),
        },
      ]),
  );
  const allocations: TargetAllocation[] = [];
  for (const allocation of byId(set.allocations)) {
    const payer = payers.get(`${allocation.payerKind}/${allocation.payerId}`);
    const invoice = allocation.invoiceId === undefined ? undefined : invoices.get(allocation.invoiceId);
    if (payer === undefined || invoice === undefined || allocation.invoiceId === undefined) continue;
    invoice.exact = invoice.exact.plus(allocation.amount);
    const wanted = toMinor(invoice.exact, currency) - invoice.given;
    const amountMinor = smallest(wanted, payer.leftMinor, invoice.totalMinor - invoice.given);
    if (amountMinor <= 0n) continue;
    invoice.given += amountMinor;
    payer.leftMinor -= amountMinor;
    allocations.push({
      sourceId: allocation.id,
      payerKind: allocation.payerKind === 'transaction' ? 'adjustment' : allocation.payerKind,
      payerId: allocation.payerId,
      invoiceId: allocation.invoiceId,
      amountMinor,
      crossesCustomers: payer.customerId !== invoice.customerId,
    });
  }
  return allocations;
}

type PayerKey = `${SourceAllocation['payerKind']}/${string}`;

function payersOf(
  set: SourceSet,
  currency: CurrencyCode,
): ReadonlyMap<PayerKey, { readonly customerId: SourceId; leftMinor: bigint }> {
  const customers = customerIds(set);
  const payers = new Map<PayerKey, { readonly customerId: SourceId; leftMinor: bigint }>();
  const put = (key: PayerKey, customerId: SourceId, leftMinor: bigint): void => {
    if (customers.has(customerId)) payers.set(key, { customerId, leftMinor });
  };
  for (const one of set.payments) put(`payment/${one.id}`, one.customerId, toMinor(one.amount, currency));
  for (const one of set.creditNotes)
    if (one.status !== 'deleted') put(`credit_note/${one.id}`, one.customerId, toMinor(one.total, currency));
  for (const one of set.transactions)
    if (one.kind === 'credit') put(`transaction/${one.id}`, one.customerId, toMinor(one.total, currency));
  return payers;
}

function customerIds(set: Pick<SourceSet, 'customers'>): ReadonlySet<SourceId> {
  return new Set(set.customers.map((customer) => customer.id));
}

function smallest(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((left, right) => (right < left ? right : left));
}
