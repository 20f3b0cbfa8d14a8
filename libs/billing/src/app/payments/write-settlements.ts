import { together } from '@demarc/persistence';
import type { Posting } from '../ledger/post-entries.js';
import { push } from '../ledger/post-entries.js';
import type { Settlement } from './settlement.js';

interface Owner {
  readonly customerId: string;
  readonly partnerId: string;
}

/**
 * Writes allocations and what they leave on payers and invoices, in bulk. New invoices carry their `settled` already, and a new
 * payment what is left of it.
 */
export async function writeSettlements(
  work: Posting,
  settlements: readonly Settlement[],
  ownerOf: (settlement: Settlement) => Owner,
  invoices: 'update' | 'carry it already',
  newPaymentId?: string,
): Promise<void> {
  if (settlements.length === 0) return;
  const rows: unknown[][] = [[], [], [], [], [], [], []];
  for (const settlement of settlements) {
    const { customerId, partnerId } = ownerOf(settlement);
    const { payer } = settlement;
    push(rows, [
      work.newId<'Allocation'>(),
      customerId,
      partnerId,
      payer.kind === 'payment' ? payer.id : null,
      payer.kind === 'credit_note' ? payer.id : null,
      settlement.invoiceId,
      settlement.amountMinor.toString(),
    ]);
  }
  const settled = invoices === 'update' ? sums(settlements, (one) => one.invoiceId) : new Map<string, bigint>();
  const older = settlements.filter((one) => one.payer.id !== newPaymentId);
  await together(
    work.sql.execute(
      `INSERT INTO billing.allocation (id, customer_id, partner_id, payment_id, credit_note_id, invoice_id, amount_minor, made_at)
     SELECT made.*, $8 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::bigint[]) made`,
      [...rows, work.at],
    ),
    takeFrom(work, older, 'payment', 'billing.payment', 'unallocated_minor'),
    takeFrom(work, older, 'credit_note', 'billing.credit_note', 'remaining_minor'),
    move(work, 'billing.invoice', 'settled_minor', settled, 1n),
  );
}

async function takeFrom(
  work: Posting,
  settlements: readonly Settlement[],
  kind: Settlement['payer']['kind'],
  table: string,
  column: string,
): Promise<void> {
  await move(
    work,
    table,
    column,
    sums(
      settlements.filter((one) => one.payer.kind === kind),
      (one) => one.payer.id,
    ),
    -1n,
  );
}

export function sums(
  settlements: readonly Settlement[],
  keyOf: (settlement: Settlement) => string,
): Map<string, bigint> {
  const total = new Map<string, bigint>();
  for (const one of settlements) total.set(keyOf(one), (total.get(keyOf(one)) ?? 0n) + one.amountMinor);
  return total;
}

/** Table and column are fixed words of this file. */
async function move(
  work: Posting,
  table: string,
  column: string,
  amounts: ReadonlyMap<string, bigint>,
  sign: bigint,
): Promise<void> {
  if (amounts.size === 0) return;
  await work.sql.execute(
    `UPDATE ${table} document SET ${column} = document.${column} + moved.minor FROM unnest($1::uuid[], $2::bigint[]) moved (id, minor) WHERE document.id = moved.id`,
    [[...amounts.keys()], [...amounts.values()].map((minor) => (minor * sign).toString())],
  );
}
