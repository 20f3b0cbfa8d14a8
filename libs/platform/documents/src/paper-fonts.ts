import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);

export type Pdf = InstanceType<typeof PDFDocument>;
export type FontName = 'regular' | 'bold';

const FILES: Readonly<Record<FontName, string>> = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
};

/** The glyphs of a text. pdfkit scales the positions of what it is given in place. */
interface LaidOut {
  readonly positions: readonly object[];
}

/** A font file as pdfkit opened it. It reads tables and glyphs once, and makes a subset of its own for each document. */
interface OpenedFont {
  layout(text: string, features?: unknown): LaidOut;
}

const MOST_WORDS = 20_000;

const opened = new Map<FontName, OpenedFont>();

/**
 * Opening a font takes most of the time of a page, so it is opened once a process. pdfkit takes an opened font as it takes
 * a file; only its types do not say so.
 */
export function useFonts(pdf: Pdf): void {
  for (const name of ['regular', 'bold'] as const) pdf.registerFont(name, fontOf(name) as unknown as Buffer);
}

function fontOf(name: FontName): OpenedFont {
  const known = opened.get(name);
  if (known) return known;
  const opener = new PDFDocument({ autoFirstPage: false });
  opener.font(readFileSync(require.resolve(FILES[name])));
  const { font } = (opener as unknown as { readonly _font: { readonly font: OpenedFont } })._font;
  rememberLayouts(font);
  opened.set(name, font);
  return font;
}

/** pdfkit lays out word by word and forgets the words with the document; most of them come again in the next one. */
function rememberLayouts(font: OpenedFont): void {
  const known = new Map<string, LaidOut>();
  const layOut = font.layout.bind(font);
  font.layout = (text, features) => {
    if (features !== undefined) return layOut(text, features);
    let laidOut = known.get(text);
    if (!laidOut) {
      laidOut = layOut(text);
      if (known.size >= MOST_WORDS) known.clear();
      known.set(text, laidOut);
    }
    return copyOf(laidOut);
  };
}

function copyOf(laidOut: LaidOut): LaidOut {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(laidOut) as object) as LaidOut, laidOut);
  return Object.assign(copy, { positions: laidOut.positions.map((position) => ({ ...position })) });
}

const widths = new Map<string, number>();

/** Width of a text at a size of one point; words are measured once a process. */
export function widthOf(pdf: Pdf, name: FontName, text: string): number {
  let width = 0;
  for (const word of text.split(/(?<= )/)) width += wordWidth(pdf, name, word);
  return width;
}

function wordWidth(pdf: Pdf, name: FontName, word: string): number {
  const key = `${name}:${word}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const width = pdf.font(name).fontSize(1000).widthOfString(word) / 1000;
  if (widths.size >= MOST_WORDS) widths.clear();
  widths.set(key, width);
  return width;
}

/** The lines that a text takes in a width: at its own breaks, else between words, else within a word that is too long. */
export function linesOf(pdf: Pdf, name: FontName, size: number, text: string, width: number): string[] {
  const lines: string[] = [];
  const most = width / size;
  for (const paragraph of text.split('\n')) {
    if (widthOf(pdf, name, paragraph) <= most) {
      lines.push(paragraph);
      continue;
    }
    let line = '';
    for (const word of paragraph.split(/(?<= )/).flatMap((one) => pieces(pdf, name, one, most))) {
      if (line !== '' && widthOf(pdf, name, line + word.trimEnd()) > most) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += word;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

function pieces(pdf: Pdf, name: FontName, word: string, most: number): string[] {
  if (wordWidth(pdf, name, word.trimEnd()) <= most) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && wordWidth(pdf, name, part + character) > most) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
