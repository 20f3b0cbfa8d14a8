import type { SettledSums } from '../../domain/index.js';

/** A row as it is read: amounts in minor units come as text. */
export type Texts<Row> = { [Name in keyof Row]: Row[Name] extends bigint ? string : Row[Name] };

/** The columns of settlements and of their lines that hold the sums. */
const COLUMNS: Readonly<Record<keyof SettledSums, string>> = {
  grossMinor: 'gross_minor',
  taxMinor: 'tax_minor',
  notSharedMinor: 'not_shared_minor',
  baseMinor: 'base_minor',
  shareMinor: 'share_minor',
  keptMinor: 'kept_minor',
};

export const SUM_COLUMNS = (table: string): string =>
  Object.entries(COLUMNS)
    .map(([name, column]) => `${table}.${column}::text AS "${name}"`)
    .join(', ');

/** Over lines, under the name `line`. */
export const SUMMED = Object.entries(COLUMNS)
  .map(([name, column]) => `sum(line.${column})::text AS "${name}"`)
  .join(', ');

export function readSums<Row extends Texts<SettledSums>>(row: Row): Omit<Row, keyof SettledSums> & SettledSums {
  return {
    ...row,
    grossMinor: BigInt(row.grossMinor),
    taxMinor: BigInt(row.taxMinor),
    notSharedMinor: BigInt(row.notSharedMinor),
    baseMinor: BigInt(row.baseMinor),
    shareMinor: BigInt(row.shareMinor),
    keptMinor: BigInt(row.keptMinor),
  };
}
