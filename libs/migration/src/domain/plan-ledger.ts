import { Decimal, type CurrencyCode } from '@demarc/kernel';
import { isOutsideBalance, signedTotal } from './balances.js';
import type { Residue, TargetAdjustment } from './finance-target.js';
import { fromMinor, smallestUnit, toMinor } from './mapping/minor-units.js';
import type { SourceTransaction } from './source/finance-records.js';
import { byId, type SourceId } from './source/source-id.js';
import type { SourceSet } from './source/source-set.js';

export interface LedgerPlan {
  readonly adjustments: readonly TargetAdjustment[];
  readonly residues: readonly Residue[];
}

interface Document {
  readonly customerId: SourceId;
  readonly on: TargetAdjustment['on'];
  readonly name: string;
  /** What the document itself does to the balance, in whole cents. */
  readonly effectMinor: bigint;
}

/**
 * Issued documents and payments carry the balance. A transaction that belongs to one of them is evidence for it; one
 * that belongs to none becomes an adjustment. Then, for every customer and exactly,
 *   documents + payments + adjustments + residue = sum of the source's transactions.
 * Where a document and its transactions differ by a cent or more, the source's balance follows the transactions, and so
 * does ours, by an adjustment that says so; a difference below a cent is a residue and never a debt.
 */
export function planLedger(set: SourceSet, currency: CurrencyCode): LedgerPlan {
  const documents = documentsOf(set, currency);
  const typeOf = new Map(set.customers.map((customer) => [customer.id, customer.billingType]));
  const counted = byId(set.transactions).filter(
    (one) => typeOf.has(one.customerId) && !isOutsideBalance(one, typeOf.get(one.customerId)),
  );
  const adjustments: TargetAdjustment[] = [];
  const residues = new Map<SourceId, Decimal>();
  const evidence = new Map<string, Decimal>();
  const settle = (customerId: SourceId, exact: Decimal, postedMinor: bigint): void => {
    const rest = exact.minus(fromMinor(postedMinor, currency));
    residues.set(customerId, (residues.get(customerId) ?? new Decimal(0)).plus(rest));
  };
  for (const transaction of counted) {
    const key = documentKey(transaction, documents);
    if (key !== undefined) {
      evidence.set(key, (evidence.get(key) ?? new Decimal(0)).plus(signedTotal(transaction)));
      continue;
    }
    const adjustment = looseAdjustment(transaction, currency);
    if (adjustment.amountMinor !== 0n) adjustments.push(adjustment);
    settle(transaction.customerId, signedTotal(transaction), adjustment.amountMinor);
  }
  if (set.notReadable.has('transactions')) return { adjustments: [], residues: [] };
  for (const [key, document] of documents) {
    const difference = (evidence.get(key) ?? new Decimal(0)).minus(fromMinor(document.effectMinor, currency));
    const amountMinor = difference.abs().lessThan(smallestUnit(currency)) ? 0n : toMinor(difference, currency);
    if (amountMinor !== 0n) adjustments.push(documentAdjustment(key, document, amountMinor));
    settle(document.customerId, difference, amountMinor);
  }
  const listed = [...residues].filter(([, amount]) => !amount.isZero());
  return { adjustments, residues: listed.map(([customerId, amount]) => ({ customerId, amount })) };
}

function documentsOf(set: SourceSet, currency: CurrencyCode): ReadonlyMap<string, Document> {
  const customers = new Set(set.customers.map((customer) => customer.id));
  const documents = new Map<string, Document>();
  const put = (
    kind: string,
    name: string,
    row: { readonly id: SourceId; readonly customerId: SourceId },
    on: Document['on'],
    effectMinor: bigint,
  ): void => {
    if (customers.has(row.customerId))
      documents.set(`${kind}/${row.id}`, { customerId: row.customerId, on, name, effectMinor });
  };
  for (const one of set.invoices) {
    if (one.status !== 'deleted')
      put('invoice', `invoice ${one.number || one.id}`, one, one.createdOn, -toMinor(one.total, currency));
  }
  for (const one of set.creditNotes) {
    if (one.status !== 'deleted')
      put('credit_note', `credit note ${one.number || one.id}`, one, one.createdOn, toMinor(one.total, currency));
  }
  for (const one of set.payments)
    put('payment', `payment ${one.receiptNumber || one.id}`, one, one.on, toMinor(one.amount, currency));
  return documents;
}

/** The document that a transaction is evidence for: of the same customer, else the two balances would mix. */
function documentKey(transaction: SourceTransaction, documents: ReadonlyMap<string, Document>): string | undefined {
  const keys = [
    ['payment', transaction.paymentId],
    ['credit_note', transaction.creditNoteId],
    ['invoice', transaction.invoiceId],
  ] as const;
  return keys
    .filter(([, id]) => id !== undefined)
    .map(([kind, id]) => `${kind}/${id ?? ''}`)
    .find((key) => documents.get(key)?.customerId === transaction.customerId);
}

function looseAdjustment(transaction: SourceTransaction, currency: CurrencyCode): TargetAdjustment {
  return {
    sourceId: transaction.id,
    kind: 'transaction',
    customerId: transaction.customerId,
    on: transaction.on,
    amountMinor: toMinor(signedTotal(transaction), currency),
    description: transaction.description || transaction.comment || `Transaction ${transaction.id}`,
  };
}

function documentAdjustment(key: string, document: Document, amountMinor: bigint): TargetAdjustment {
  return {
    sourceId: key,
    kind: 'document_difference',
    customerId: document.customerId,
    on: document.on,
    amountMinor,
    description: `Difference between ${document.name} and its transactions`,
  };
}
