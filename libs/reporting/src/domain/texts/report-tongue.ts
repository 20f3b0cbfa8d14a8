import { ABOUTS } from './abouts.js';
import { SENTENCES } from './sentences.js';
import type { TextRow } from './text-row.js';
import { WORDS } from './words.js';

const AT: Readonly<Record<string, number>> = { en: 0, de: 1, es: 2, ru: 3 };
export const REPORT_TEXTS: readonly TextRow[] = [...WORDS, ...ABOUTS, ...SENTENCES];
const ROWS: ReadonlyMap<string, TextRow> = new Map(REPORT_TEXTS.map((row) => [row[0], row]));

export type Say = (text: string, values?: Readonly<Record<string, string | number | bigint>>) => string;

/** The texts of reports in the language of a BCP 47 tag, what stands in braces filled in; English where there are no texts. */
export function sayIn(locale: string): Say {
  const at = AT[locale.split('-')[0]?.toLowerCase() ?? 'en'] ?? 0;
  return (text, values = {}) =>
    (ROWS.get(text)?.[at] ?? text).replaceAll(/\{(\w+)\}/g, (braces, name: string) =>
      name in values ? String(values[name]) : braces,
    );
}
