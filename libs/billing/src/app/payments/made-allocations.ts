import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { MadeAllocation } from '../../domain/index.js';

/** What a payment settles as it stands. */
export async function allocationsOfPayment(sql: Sql, paymentId: string): Promise<MadeAllocation[]> {
  const rows = await sql.query<{ id: string; invoice_id: string; amount: string; issued_on: LocalDate }>(
    `SELECT made.id, invoice_id, made.amount_minor AS amount, invoice.issued_on FROM billing.allocation made JOIN billing.invoice ON invoice.id = invoice_id
      WHERE payment_id = $1 AND undone_at IS NULL`,
    [paymentId],
  );
  return rows.map((row) => ({
    allocationId: row.id,
    itemId: row.invoice_id,
    amountMinor: BigInt(row.amount),
    issuedOn: row.issued_on,
  }));
}
