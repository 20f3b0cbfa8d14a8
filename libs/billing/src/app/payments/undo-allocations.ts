import type { Act } from '@demarc/commands';
import { conflict, type Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { AllocationCut } from '../../domain/index.js';

interface Undone {
  payment_id: string | null;
  credit_note_id: string | null;
  write_off_id: string | null;
  customer_id: string;
  partner_id: string;
  invoice_id: string;
  amount_minor: string;
}

const UNDO = `UPDATE billing.allocation SET undone_at = $2 WHERE undone_at IS NULL AND`;
const UNDONE = 'RETURNING payment_id, credit_note_id, write_off_id, customer_id, partner_id, invoice_id, amount_minor';

/** Undoes everything that a payment or a credit note settles, or everything that an invoice is settled with. */
export async function undoAllocationsOf(
  act: Act,
  column: 'payment_id' | 'credit_note_id' | 'invoice_id',
  id: string,
): Promise<void> {
  await giveBack(act, await act.sql.query<Undone>(`${UNDO} ${column} = $1 ${UNDONE}`, [id, act.at]));
}

/** Answers false when it was undone before. */
export async function undoOne(act: Act, allocationId: string): Promise<boolean> {
  const undone = await act.sql.query<Undone>(`${UNDO} id = $1 ${UNDONE}`, [allocationId, act.at]);
  await giveBack(act, undone);
  return undone.length === 1;
}

/** Asked by whoever shows what giving an invoice back would do, so that it is not shown and then refused. */
export async function refuseWrittenOff(sql: Sql, invoiceId: string): Promise<void> {
  const part = await sql.first(
    'SELECT id FROM billing.allocation WHERE invoice_id = $1 AND write_off_id IS NOT NULL AND undone_at IS NULL LIMIT 1',
    [invoiceId],
  );
  if (part) throw writtenOff();
}

function writtenOff(): Refusal {
  return conflict('WRITTEN_OFF', 'A part of this invoice was written off. Take the write-off back first.');
}

/** Takes parts of allocations back; what is kept of one is made again, because an allocation itself never changes. */
export async function cutAllocations(act: Act, cuts: readonly AllocationCut[]): Promise<void> {
  for (const cut of cuts) {
    const [whole] = await act.sql.query<Undone>(`${UNDO} id = $1 ${UNDONE}`, [cut.allocationId, act.at]);
    if (!whole) throw new Error(`allocation ${cut.allocationId} was undone meanwhile`);
    await giveBack(act, [{ ...whole, amount_minor: cut.cutMinor.toString() }]);
    if (cut.keptMinor === 0n) continue;
    await act.sql.execute(
      `INSERT INTO billing.allocation (id, customer_id, partner_id, payment_id, credit_note_id, invoice_id, amount_minor, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        act.newId<'Allocation'>(),
        whole.customer_id,
        whole.partner_id,
        whole.payment_id,
        whole.credit_note_id,
        whole.invoice_id,
        cut.keptMinor.toString(),
        act.at,
      ],
    );
  }
}

async function giveBack(act: Act, undone: readonly Undone[]): Promise<void> {
  for (const one of undone) {
    if (one.write_off_id !== null) throw writtenOff();
    await act.sql.execute('UPDATE billing.invoice SET settled_minor = settled_minor - $2 WHERE id = $1', [
      one.invoice_id,
      one.amount_minor,
    ]);
    if (one.payment_id) {
      await act.sql.execute('UPDATE billing.payment SET unallocated_minor = unallocated_minor + $2 WHERE id = $1', [
        one.payment_id,
        one.amount_minor,
      ]);
    }
    if (one.credit_note_id) {
      await act.sql.execute('UPDATE billing.credit_note SET remaining_minor = remaining_minor + $2 WHERE id = $1', [
        one.credit_note_id,
        one.amount_minor,
      ]);
    }
  }
}
