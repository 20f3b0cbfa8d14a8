import { currencyDigits, type CurrencyCode, daysBetween, localDate, parseLocalDate } from '@demarc/kernel';
import writeXlsxFile from 'write-excel-file/node';
import { csvRecord } from '../../domain/csv.js';
import type { CellKind } from '../reports/report.js';
import type { Cells, ExportTable } from './export-table.js';

/** Takes the pieces of a file as they are made. */
export interface FileSink {
  readonly write: (bytes: Buffer) => Promise<void>;
  readonly progress: (rowsDone: number) => Promise<void>;
}

const NUMBERS: ReadonlySet<CellKind> = new Set(['money', 'count', 'percent', 'decimal']);

/** UTF-8, RFC 4180: a record of headings, then the rows page by page. Totals are not data and are left out. */
export async function writeCsv(table: ExportTable, sink: FileSink): Promise<void> {
  await sink.write(Buffer.from(csvRecord(table.columns.map(({ title }) => ({ text: title, isText: true })))));
  let done = 0;
  for await (const rows of table.pages()) {
    const records = rows.map((row) => csvRecord(row.map((text, at) => ({ text, isText: isText(table, at) }))));
    done += rows.length;
    await sink.write(Buffer.from(records.join('')));
    await sink.progress(done);
  }
}

interface SheetCell {
  readonly value?: string | number;
  readonly type?: StringConstructor | NumberConstructor;
  readonly format?: string;
  readonly fontWeight?: 'bold';
  readonly align?: 'left' | 'right';
}

/** A sheet whose amounts, numbers and days are numbers and days, and whose text is never a formula. */
export async function writeXlsx(table: ExportTable, currency: CurrencyCode, sink: FileSink): Promise<void> {
  const formats = table.columns.map(({ kind }) => formatOf(kind, currency));
  const sheet: SheetCell[][] = [
    table.columns.map(({ title, kind }) => ({
      value: title,
      type: String,
      fontWeight: 'bold',
      ...(NUMBERS.has(kind) ? { align: 'right' as const } : {}),
    })),
  ];
  for await (const rows of table.pages()) {
    for (const row of rows) sheet.push(sheetRow(table, row, formats));
    await sink.progress(sheet.length - 1);
  }
  if (table.totals) sheet.push(sheetRow(table, table.totals, formats).map((cell) => ({ ...cell, fontWeight: 'bold' })));
  const bytes = await writeXlsxFile(sheet, {
    sheet: table.title.replaceAll(/[[\]*?:\\/]/g, ' ').slice(0, 31),
    stickyRowsCount: 1,
    columns: table.columns.map(({ title, kind }) => ({ width: Math.max(title.length + 2, kind === 'text' ? 24 : 14) })),
  }).toBuffer();
  await sink.write(bytes);
}

function sheetRow(table: ExportTable, row: Cells, formats: readonly (string | undefined)[]): SheetCell[] {
  return table.columns.map(({ kind }, at) => {
    const text = row[at] ?? null;
    if (text === null) return {};
    const number = numberOf(kind, text);
    if (number === undefined) return { value: text, type: String };
    const format = formats[at];
    return format === undefined ? { value: number, type: Number } : { value: number, type: Number, format };
  });
}

/** The day that spreadsheets count from; with a date's format a number of days is a date. */
const DAY_ZERO = localDate('1899-12-30');

function numberOf(kind: CellKind, text: string): number | undefined {
  if (NUMBERS.has(kind)) return Number(text);
  if (kind !== 'date' && kind !== 'month') return undefined;
  const date = parseLocalDate(text);
  return date && daysBetween(DAY_ZERO, date);
}

function formatOf(kind: CellKind, currency: CurrencyCode): string | undefined {
  const digits = currencyDigits(currency);
  switch (kind) {
    case 'money':
      return digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`;
    case 'date':
      return 'yyyy-mm-dd';
    case 'month':
      return 'yyyy-mm';
    case 'count':
      return '0';
    default:
      return undefined;
  }
}

function isText(table: ExportTable, at: number): boolean {
  return !NUMBERS.has(table.columns[at]?.kind ?? 'text');
}
