import type { Act } from '@demarc/commands';

interface Undone {
  payment_id: string | null;
  credit_note_id: string | null;
  invoice_id: string;
  amount_minor: string;
}

/** Undoes everything that a payment or a credit note settles, or everything that an invoice is settled with. */
export async function undoAllocationsOf(
  act: Act,
  column: 'payment_id' | 'credit_note_id' | 'invoice_id',
  id: string,
): Promise<void> {
  const undone = await act.sql.query<Undone>(
    `UPDATE billing.allocation SET undone_at = $2 WHERE ${column} = $1 AND undone_at IS NULL RETURNING payment_id, credit_note_id, invoice_id, amount_minor`,
    [id, act.at],
  );
  await giveBack(act, undone);
}

/** Answers false when it was undone before. */
export async function undoOne(act: Act, allocationId: string): Promise<boolean> {
  const undone = await act.sql.query<Undone>(
    'UPDATE billing.allocation SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL RETURNING payment_id, credit_note_id, invoice_id, amount_minor',
    [allocationId, act.at],
  );
  await giveBack(act, undone);
  return undone.length === 1;
}

async function giveBack(act: Act, undone: readonly Undone[]): Promise<void> {
  for (const one of undone) {
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
