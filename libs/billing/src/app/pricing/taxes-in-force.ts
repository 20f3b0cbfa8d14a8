import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { TaxDecimals } from '../../domain/index.js';
import { readTaxBook } from './tax-books.js';

/** Writes beside each tax what it is today, for lists; answers those that are another by it. */
export async function writeTaxesInForce(
  { sql }: { readonly sql: Sql },
  today: LocalDate,
  decimals: TaxDecimals,
): Promise<{ readonly id: string; readonly name: string; readonly percent: string }[]> {
  const rows = await sql.query<{ id: string; name: string; percent: string }>(
    'SELECT id, name, percent FROM billing.tax_rate',
  );
  const book = await readTaxBook(sql);
  const now = rows.map((row) => ({
    id: row.id,
    percent: book.on(row.id, today, decimals)?.ratePercent ?? row.percent,
  }));
  return sql.query(
    `UPDATE billing.tax_rate tax SET percent = now.percent FROM unnest($1::uuid[], $2::numeric[]) now (id, percent)
      WHERE tax.id = now.id AND tax.percent <> now.percent RETURNING tax.id, tax.name, tax.percent`,
    [now.map((row) => row.id), now.map((row) => row.percent)],
  );
}
