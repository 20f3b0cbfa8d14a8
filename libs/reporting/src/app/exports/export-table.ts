import type { CellKind } from '../reports/report.js';

export type Cells = readonly (string | null)[];

/** What a file is made of: headings, rows as they come, and totals. Money is a decimal in major units here. */
export interface ExportTable {
  readonly title: string;
  /** Under the title of a printed table: period, filter, currency. */
  readonly about: readonly string[];
  readonly columns: readonly { readonly title: string; readonly kind: CellKind }[];
  readonly total: number | null;
  readonly totals: Cells | null;
  readonly pages: () => AsyncIterable<readonly Cells[]>;
}

/** A report at a date or over a period, as it stands in a file's name. */
export function fileNameOf(title: string, period: string, ending: string): string {
  const words = `${title}-${period}`
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${words || 'export'}.${ending}`;
}
