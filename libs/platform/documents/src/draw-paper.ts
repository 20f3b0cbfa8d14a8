import PDFDocument from 'pdfkit';
import type {
  Align,
  Block,
  ColumnsBlock,
  FactsBlock,
  LogoBlock,
  MarkedPaper,
  TableBlock,
  TextBlock,
  TotalsBlock,
} from './paper-markup.js';
import { type FontName, linesOf, type Pdf, useFonts, widthOf } from './paper-fonts.js';

const MARGIN = 40;
const WIDTH = 515;
const BOTTOM = 770;
const FOOT = 785;
const TEXT = '#16202A';
const MUTED = '#5C6B7A';
const LINE = '#C9D1D9';
const GAP = 6;
const BETWEEN_COLUMNS = 16;

const LOOKS: Readonly<
  Record<TextBlock['look'], { readonly font: FontName; readonly size: number; readonly after: number }>
> = {
  title: { font: 'bold', size: 16, after: 10 },
  heading: { font: 'bold', size: 11, after: 5 },
  strong: { font: 'bold', size: 10, after: 2 },
  plain: { font: 'regular', size: 9, after: 3 },
  small: { font: 'regular', size: 8, after: 2 },
};

/** Where the next block goes, and between which edges. */
interface Place {
  readonly left: number;
  readonly width: number;
  readonly logo: Logo | undefined;
  y: number;
}

/** An image as pdfkit opened it. It draws an opened one as it draws a file; only its types do not say so. */
interface Logo {
  readonly width: number;
  readonly height: number;
}

/** One paper, or several after each other in one file, each with its own page numbers. The same papers give the same bytes. */
export async function drawPapers(papers: readonly MarkedPaper[], madeAt: Date): Promise<Buffer> {
  const [first] = papers;
  const info = { Title: first?.title ?? '', Author: first?.author ?? '', CreationDate: madeAt, ModDate: madeAt };
  // Without a name, pdfkit does not read the metrics of a standard font, which no paper of ours uses.
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, bufferPages: true, autoFirstPage: false, font: '', info });
  const finished = collect(pdf);
  useFonts(pdf);
  const logos = opener(pdf);
  let pages = 0;
  for (const paper of papers) {
    pdf.addPage();
    drawBlocks(pdf, paper.blocks, { left: MARGIN, width: WIDTH, y: MARGIN, logo: logos(paper.logo) });
    const { count } = pdf.bufferedPageRange();
    drawFooters(pdf, paper, pages, count);
    pages = count;
  }
  pdf.end();
  return finished;
}

/** An image that several papers have stands in the file once. */
function opener(pdf: Pdf): (bytes: Uint8Array | undefined) => Logo | undefined {
  const opened = new Map<Uint8Array, Logo>();
  return (bytes) => {
    if (!bytes) return undefined;
    const known = opened.get(bytes);
    if (known) return known;
    const { openImage } = pdf as unknown as { openImage(this: Pdf, bytes: Buffer): Logo };
    const made = openImage.call(pdf, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    opened.set(bytes, made);
    return made;
  };
}

function collect(pdf: Pdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

function drawBlocks(pdf: Pdf, blocks: readonly Block[], place: Place): void {
  for (const block of blocks) drawBlock(pdf, block, place);
}

function drawBlock(pdf: Pdf, block: Block, place: Place): void {
  switch (block.kind) {
    case 'text':
      return drawText(pdf, block, place);
    case 'facts':
      return drawFacts(pdf, block, place);
    case 'table':
      return drawTable(pdf, block, place);
    case 'totals':
      return drawTotals(pdf, block, place);
    case 'columns':
      return drawColumns(pdf, block, place);
    case 'logo':
      return drawLogo(pdf, block, place);
    case 'space':
      place.y += block.points;
      return;
    case 'rule':
      rule(pdf, place.left, place.y + 3, place.width);
      place.y += 8;
  }
}

interface Style {
  readonly font: FontName;
  readonly size: number;
  readonly color: string;
  readonly align: Align;
}

/** Lines are broken by us and drawn one by one: pdfkit places each where it is told. */
function drawLine(pdf: Pdf, text: string, left: number, y: number, width: number, style: Style): void {
  if (text === '') return;
  const taken = style.align === 'left' ? 0 : widthOf(pdf, style.font, text) * style.size;
  const x = style.align === 'left' ? left : style.align === 'right' ? left + width - taken : left + (width - taken) / 2;
  pdf.font(style.font).fontSize(style.size).fillColor(style.color).text(text, x, y, { lineBreak: false });
}

function leading(size: number): number {
  return size * 1.25;
}

function room(pdf: Pdf, place: Place, height: number): void {
  if (place.y + height <= BOTTOM || place.y === MARGIN) return;
  pdf.addPage();
  place.y = MARGIN;
}

function drawText(pdf: Pdf, block: TextBlock, place: Place): void {
  const { font, size, after } = LOOKS[block.look];
  const style = { font, size, color: block.muted ? MUTED : TEXT, align: block.align };
  for (const line of linesOf(pdf, font, size, block.text, place.width)) {
    room(pdf, place, leading(size));
    drawLine(pdf, line, place.left, place.y, place.width, style);
    place.y += leading(size);
  }
  place.y += after;
}

function drawFacts(pdf: Pdf, { facts }: FactsBlock, place: Place): void {
  const labels = Math.min(place.width * 0.4, 155);
  const plain = { font: 'regular', size: 9, align: 'left' } as const;
  for (const { label, value } of facts) {
    const lines = linesOf(pdf, 'regular', 9, value, place.width - labels);
    room(pdf, place, lines.length * leading(9));
    drawLine(pdf, label, place.left, place.y, labels, { ...plain, color: MUTED });
    for (const line of lines) {
      drawLine(pdf, line, place.left + labels, place.y, place.width - labels, { ...plain, color: TEXT });
      place.y += leading(9);
    }
    place.y += 3;
  }
  place.y += GAP;
}

function drawTable(pdf: Pdf, table: TableBlock, place: Place): void {
  const shares = table.columns.reduce((sum, column) => sum + column.share, 0);
  const widths = table.columns.map((column) => (place.width * column.share) / shares);
  drawHeads(pdf, table, widths, place);
  for (const row of table.rows) {
    const cells = row.map((text, index) => linesOf(pdf, 'regular', 9, text, (widths[index] ?? 0) - GAP));
    const height = Math.max(...cells.map((lines) => lines.length)) * leading(9) + 4;
    if (place.y + height > BOTTOM) {
      pdf.addPage();
      place.y = MARGIN;
      drawHeads(pdf, table, widths, place);
    }
    let left = place.left;
    cells.forEach((lines, index) => {
      const width = (widths[index] ?? 0) - GAP;
      const align = table.columns[index]?.align ?? 'left';
      lines.forEach((line, at) => {
        const style = { font: 'regular', size: 9, color: TEXT, align } as const;
        drawLine(pdf, line, left, place.y + at * leading(9), width, style);
      });
      left += widths[index] ?? 0;
    });
    place.y += height;
  }
  rule(pdf, place.left, place.y, place.width);
  place.y += 8;
}

function drawHeads(pdf: Pdf, table: TableBlock, widths: readonly number[], place: Place): void {
  let left = place.left;
  let most = 1;
  table.columns.forEach((column, index) => {
    const width = (widths[index] ?? 0) - GAP;
    const lines = linesOf(pdf, 'bold', 8, column.label, width);
    most = Math.max(most, lines.length);
    lines.forEach((line, at) => {
      drawLine(pdf, line, left, place.y + at * leading(8), width, {
        font: 'bold',
        size: 8,
        color: MUTED,
        align: column.align,
      });
    });
    left += widths[index] ?? 0;
  });
  place.y += most * leading(8) + 3;
  rule(pdf, place.left, place.y, place.width);
  place.y += 5;
}

function drawTotals(pdf: Pdf, { totals }: TotalsBlock, place: Place): void {
  room(pdf, place, totals.length * 16);
  const left = place.left + place.width / 2;
  const width = place.width / 2 - GAP;
  for (const { label, value, strong } of totals) {
    const style = { font: strong ? 'bold' : 'regular', size: strong ? 11 : 9, color: TEXT } as const;
    const lines = linesOf(pdf, style.font, style.size, label, width * 0.6);
    lines.forEach((line, at) => {
      drawLine(pdf, line, left, place.y + at * leading(style.size), width * 0.6, { ...style, align: 'left' });
    });
    drawLine(pdf, value, left, place.y, width, { ...style, align: 'right' });
    place.y += lines.length * leading(style.size) + 4;
  }
  place.y += GAP;
}

function drawColumns(pdf: Pdf, { columns }: ColumnsBlock, place: Place): void {
  const width = (place.width - BETWEEN_COLUMNS * (columns.length - 1)) / Math.max(1, columns.length);
  let lowest = place.y;
  columns.forEach((blocks, index) => {
    const own = { left: place.left + index * (width + BETWEEN_COLUMNS), width, y: place.y, logo: place.logo };
    drawBlocks(pdf, blocks, own);
    lowest = Math.max(lowest, own.y);
  });
  place.y = lowest + GAP;
}

function drawLogo(pdf: Pdf, { height, align }: LogoBlock, place: Place): void {
  if (!place.logo) return;
  const scale = Math.min(height / place.logo.height, place.width / place.logo.width);
  const [wide, high] = [place.logo.width * scale, place.logo.height * scale];
  room(pdf, place, high);
  const spare = place.width - wide;
  const left = place.left + (align === 'left' ? 0 : align === 'right' ? spare : spare / 2);
  pdf.image(place.logo as unknown as Buffer, left, place.y, { width: wide, height: high });
  place.y += high + GAP;
}

function rule(pdf: Pdf, left: number, y: number, width: number): void {
  pdf
    .moveTo(left, y)
    .lineTo(left + width, y)
    .lineWidth(0.5)
    .stroke(LINE);
}

function drawFooters(pdf: Pdf, paper: MarkedPaper, from: number, to: number): void {
  if (paper.footer === '') return;
  for (let page = from; page < to; page += 1) {
    pdf.switchToPage(page);
    const text = paper.footer.replace('{page}', String(page - from + 1)).replace('{pages}', String(to - from));
    drawLine(pdf, text.trim(), MARGIN, FOOT, WIDTH, { font: 'regular', size: 8, color: MUTED, align: 'right' });
  }
}
