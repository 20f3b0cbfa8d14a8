/** How cells are written; only text can be mistaken for a formula. */
export type CsvCell = { readonly text: string | null; readonly isText: boolean };

const FORMULA = /^[=+\-@\t\r\n|%]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One record of RFC 4180: commas, CRLF, quotes doubled. Text that a spreadsheet would take for a formula gets an
 * apostrophe in front, since a customer chooses their own name.
 */
export function csvRecord(cells: readonly CsvCell[]): string {
  return `${cells.map(csvField).join(',')}\r\n`;
}

function csvField({ text, isText }: CsvCell): string {
  if (text === null) return '';
  const safe = isText && FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) || safe.startsWith(' ') || safe.endsWith(' ')
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}
