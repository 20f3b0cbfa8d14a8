import type { Paper } from '@demarc/documents';
import { Refusal } from '@demarc/kernel';
import type { Say } from '../../domain/texts/report-tongue.js';
import type { CellKind } from '../reports/report.js';
import type { Cells, ExportTable } from './export-table.js';

export type TablePaper = Omit<Paper, 'pageLabel'> & { readonly pageLabel: string };

/** More than anybody reads on paper; the other formats have no such end. */
export const MOST_PRINTED = 5_000;
const WIDTH = 515;
const SHARE: Readonly<Record<CellKind, number>> = {
  text: 3,
  date: 1.6,
  month: 1.3,
  money: 2,
  count: 1.2,
  percent: 1.2,
  decimal: 1.6,
};

/** A table as it is printed: the same paper as a document has. */
export async function tablePaper(
  table: ExportTable,
  operator: { readonly name: string },
  madeAt: Date,
  madeBy: string,
  say: Say,
): Promise<TablePaper> {
  const rows: string[][] = [];
  for await (const page of table.pages()) {
    rows.push(...page.map((row) => printed(row)));
    if (rows.length > MOST_PRINTED)
      throw new Refusal(
        'conflict',
        'TOO_LONG_TO_PRINT',
        `This is more than ${MOST_PRINTED} rows. Narrow the filter, or export it as CSV or XLSX.`,
      );
  }
  const all = table.columns.reduce((sum, { kind }) => sum + SHARE[kind], 0);
  return {
    title: table.title,
    seller: { label: '', name: operator.name, lines: [] },
    buyer: { label: '', name: '', lines: table.about },
    facts: [{ label: say('Made by'), value: madeBy }],
    columns: table.columns.map(({ title, kind }) => ({
      label: title,
      width: Math.floor((WIDTH * SHARE[kind]) / all),
      align: kind === 'text' || kind === 'date' || kind === 'month' ? 'left' : 'right',
    })),
    rows,
    totals: totalsOf(table),
    notes: [],
    pageLabel: say('Page {page} of {pages}'),
    madeAt,
  };
}

function printed(row: Cells): string[] {
  return row.map((cell) => cell ?? '');
}

function totalsOf({ columns, totals }: ExportTable): Paper['totals'] {
  return columns.flatMap(({ title }, at) => {
    const value = totals?.[at];
    return value === null || value === undefined ? [] : [{ label: title, value }];
  });
}
