import type { ImportPlan } from './import-plan.js';
import type { Entity } from './entities.js';
import type { SourceTransaction } from './source/finance-records.js';
import type { SourceId } from './source/source-id.js';

/** A transaction of the source, and the row of the import that carries it. */
export interface CarriedTransaction {
  readonly sourceId: SourceId;
  readonly by: { readonly entity: Entity; readonly sourceId: string };
}

/** Each transaction is carried by its document, by an adjustment of its own, or waits as a future item. */
export function carriedTransactions(
  transactions: readonly SourceTransaction[],
  plan: ImportPlan,
): readonly CarriedTransaction[] {
  const adjusted = new Set(
    plan.ledger.adjustments.filter((one) => one.kind === 'transaction').map((one) => one.sourceId),
  );
  const future = new Set<string>(plan.futureItems.map((one) => one.sourceId));
  return transactions.flatMap((transaction) => {
    const by = carrierOf(transaction, adjusted, future);
    return by ? [{ sourceId: transaction.id, by }] : [];
  });
}

function carrierOf(
  transaction: SourceTransaction,
  adjusted: ReadonlySet<string>,
  future: ReadonlySet<string>,
): CarriedTransaction['by'] | undefined {
  if (adjusted.has(transaction.id)) return { entity: 'adjustment', sourceId: transaction.id };
  if (future.has(transaction.id)) return { entity: 'future_item', sourceId: transaction.id };
  if (transaction.paymentId !== undefined) return { entity: 'payment', sourceId: transaction.paymentId };
  if (transaction.creditNoteId !== undefined) return { entity: 'credit_note', sourceId: transaction.creditNoteId };
  return transaction.invoiceId === undefined ? undefined : { entity: 'invoice', sourceId: transaction.invoiceId };
}
