import type { Act } from '@demarc/commands';
import type { InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import type { Payer, Settlement } from '../payments/settlement.js';
import { undoAllocationsOf } from '../payments/undo-allocations.js';
import { writeSettlements } from '../payments/write-settlements.js';

interface PayerRow {
  kind: Payer['kind'];
  id: string;
  free: string;
}

/** What a credit note gives back settles the open rest of its invoice first. */
export async function settleByNote(
  act: Act,
  account: Account,
  invoiceId: InvoiceId,
  note: { readonly creditNoteId: string; readonly grossMinor: bigint },
): Promise<void> {
  const row = await act.sql.first<{ open: string }>(
    'SELECT gross_minor - settled_minor AS open FROM billing.invoice WHERE id = $1',
    [invoiceId],
  );
  const open = BigInt(row?.open ?? '0');
  const amountMinor = open < note.grossMinor ? open : note.grossMinor;
  if (amountMinor <= 0n) return;
  const payer = {
    kind: 'credit_note' as const,
    id: note.creditNoteId,
    customerId: account.customerId,
    freeMinor: note.grossMinor,
  };
  await writeSettlements(act, [{ payer, invoiceId, amountMinor }], () => account, 'update');
}

/**
 * An invoice that is given back whole is settled by its own credit notes. What it was paid with is free again, as far as
 * the notes do not lack what they have settled elsewhere meanwhile.
 */
export async function settleByItsNotes(act: Act, account: Account, invoiceId: InvoiceId): Promise<void> {
  const before = await act.sql.query<PayerRow>(
    `SELECT CASE WHEN payment_id IS NULL THEN 'credit_note' ELSE 'payment' END AS kind, coalesce(payment_id, credit_note_id) AS id, amount_minor AS free
       FROM billing.allocation WHERE invoice_id = $1 AND undone_at IS NULL AND num_nonnulls(payment_id, credit_note_id) = 1 ORDER BY made_at, id`,
    [invoiceId],
  );
  await undoAllocationsOf(act, 'invoice_id', invoiceId);
  const own = await act.sql.query<PayerRow>(
    `SELECT 'credit_note' AS kind, id, remaining_minor AS free FROM billing.credit_note WHERE invoice_id = $1 AND remaining_minor > 0 ORDER BY issued_on, id`,
    [invoiceId],
  );
  const ownIds = new Set(own.map((note) => note.id));
  const payers = [...own, ...before.filter((payer) => !ownIds.has(payer.id))];
  const row = await act.sql.first<{ gross: string }>('SELECT gross_minor AS gross FROM billing.invoice WHERE id = $1', [
    invoiceId,
  ]);
  let leftMinor = BigInt(row?.gross ?? '0');
  const settlements: Settlement[] = [];
  for (const { kind, id, free } of payers) {
    const freeMinor = BigInt(free);
    const amountMinor = freeMinor < leftMinor ? freeMinor : leftMinor;
    if (amountMinor <= 0n) continue;
    leftMinor -= amountMinor;
    settlements.push({ payer: { kind, id, customerId: account.customerId, freeMinor }, invoiceId, amountMinor });
  }
  await writeSettlements(act, settlements, () => account, 'update');
}
