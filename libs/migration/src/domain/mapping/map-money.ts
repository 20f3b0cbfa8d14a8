import type { CurrencyCode } from '@demarc/kernel';
import type { TargetAllocation, TargetFutureItem, TargetPayment } from '../finance-target.js';
import { isOutsideBalance } from '../balances.js';
import type { SourceAllocation, SourceCreditNote, SourceTransaction } from '../source/finance-records.js';
import { byId, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import { toMinor } from './minor-units.js';

export function mapPayments(set: SourceSet, currency: CurrencyCode): readonly TargetPayment[] {
  const customers = customerIds(set);
  const reversals = reversalsOf(set);
  const takenBack = new Set(reversals.values());
  return set.payments
    .filter((payment) => customers.has(payment.customerId))
    .map((payment) => ({
      sourceId: payment.id,
      customerId: payment.customerId,
      methodId: payment.methodId,
      receiptNumber: payment.receiptNumber,
      receivedOn: payment.on,
      amountMinor: toMinor(payment.amount, currency),
      creditNoteId: payment.creditNoteId,
      isReversed: takenBack.has(payment.id),
      isExplained: payment.creditNoteId !== undefined || reversals.has(payment.id),
      proformaId: payment.proformaId,
      comment: [payment.comment, payment.note].filter((text) => text !== '').join('\n'),
      reference: payment.fields.filter((field) => field !== '').join(' · '),
    }));
}

/** What each credit note's refunds paid out. One that is marked refunded without a payment to show for it is used up whole. */
export function refundsOf(set: SourceSet, currency: CurrencyCode): (note: SourceCreditNote) => bigint {
  const paidOut = new Map<SourceId, bigint>();
  const noteOf = new Map(
    set.creditNotes.flatMap((note) => (note.paymentId === undefined ? [] : [[note.paymentId, note.id] as const])),
  );
  for (const payment of set.payments) {
    const noteId = payment.creditNoteId ?? noteOf.get(payment.id);
    if (noteId === undefined || !payment.amount.isNegative()) continue;
    paidOut.set(noteId, (paidOut.get(noteId) ?? 0n) - toMinor(payment.amount, currency));
  }
  return (note) => {
    const totalMinor = toMinor(note.total, currency);
    return smallest(totalMinor, paidOut.get(note.id) ?? (note.status === 'refunded' ? totalMinor : 0n));
  };
}

/** Payment below zero → the payment that it takes back: the latest one before it of the same customer and amount that settles nothing. */
function reversalsOf(set: SourceSet): ReadonlyMap<SourceId, SourceId> {
  const settling = new Set(set.allocations.filter((one) => one.payerKind === 'payment').map((one) => one.payerId));
  const free = new Map<string, SourceId[]>();
  const found = new Map<SourceId, SourceId>();
  for (const payment of byId(set.payments)) {
    const key = `${payment.customerId}/${payment.amount.abs().toFixed(4)}`;
    if (payment.amount.isPositive() && !settling.has(payment.id)) free.set(key, [...(free.get(key) ?? []), payment.id]);
    if (!payment.amount.isNegative() || payment.creditNoteId !== undefined) continue;
    const taken = free.get(key)?.pop();
    if (taken !== undefined) found.set(payment.id, taken);
  }
  return found;
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
  const links = new Map(set.transactions.map((transaction) => [transaction.id, transaction]));
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
    const payer = payers.get(payerKeyOf(allocation, links));
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
      payerKind: payer.kind,
      payerId: payer.id,
      invoiceId: allocation.invoiceId,
      amountMinor,
      crossesCustomers: payer.customerId !== invoice.customerId,
    });
  }
  return allocations;
}

type PayerKey = `${SourceAllocation['payerKind']}/${string}`;

interface Payer {
  readonly kind: TargetAllocation['payerKind'];
  readonly id: SourceId;
  readonly customerId: SourceId;
  leftMinor: bigint;
}

/** A credit transaction that stands for a payment or a credit note is that payment or credit note. */
function payerKeyOf(allocation: SourceAllocation, transactions: ReadonlyMap<SourceId, SourceTransaction>): PayerKey {
  const transaction = allocation.payerKind === 'transaction' ? transactions.get(allocation.payerId) : undefined;
  if (transaction?.paymentId !== undefined) return `payment/${transaction.paymentId}`;
  if (transaction?.creditNoteId !== undefined) return `credit_note/${transaction.creditNoteId}`;
  return `${allocation.payerKind}/${allocation.payerId}`;
}

function payersOf(set: SourceSet, currency: CurrencyCode): ReadonlyMap<PayerKey, Payer> {
  const customers = customerIds(set);
  const takenBack = new Set(reversalsOf(set).values());
  const refunded = refundsOf(set, currency);
  const payers = new Map<PayerKey, Payer>();
  const put = (key: PayerKey, payer: Payer): void => {
    if (customers.has(payer.customerId)) payers.set(key, payer);
  };
  for (const { id, customerId, amount } of set.payments) {
    put(`payment/${id}`, {
      kind: 'payment',
      id,
      customerId,
      leftMinor: takenBack.has(id) ? 0n : toMinor(amount, currency),
    });
  }
  for (const note of set.creditNotes.filter((one) => one.status !== 'deleted')) {
    const leftMinor = toMinor(note.total, currency) - refunded(note);
    put(`credit_note/${note.id}`, { kind: 'credit_note', id: note.id, customerId: note.customerId, leftMinor });
  }
  for (const { id, customerId, total } of set.transactions.filter((one) => one.kind === 'credit')) {
    put(`transaction/${id}`, { kind: 'adjustment', id, customerId, leftMinor: toMinor(total, currency) });
  }
  return payers;
}

function customerIds(set: Pick<SourceSet, 'customers'>): ReadonlySet<SourceId> {
  return new Set(set.customers.map((customer) => customer.id));
}

function smallest(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((left, right) => (right < left ? right : left));
}
