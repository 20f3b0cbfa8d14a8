import PDFDocument from 'pdfkit';
import type { Paper } from './paper.js';
import { type Pdf, useFonts } from './paper-fonts.js';

const MARGIN = 40;
const RIGHT = 555;
const BOTTOM = 770;
const FOOT = 800;
const TEXT = '#16202A';
const MUTED = '#5C6B7A';
const LINE = '#C9D1D9';

/**
 * Draws a document on A4 with an embedded font that knows the Latin, Greek and Cyrillic alphabets. The same paper gives the
 * same bytes. Text of customers is only ever drawn, never interpreted.
 */
export async function renderPaper(paper: Paper): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    autoFirstPage: true,
    info: { Title: paper.title, Author: paper.seller.name, CreationDate: paper.madeAt, ModDate: paper.madeAt },
  });
  const finished = collect(pdf);
  useFonts(pdf);
  const top = drawHead(pdf, paper);
  const end = drawRows(pdf, paper, top);
  drawNotes(pdf, paper, drawTotals(pdf, paper, end));
  drawPageLabels(pdf, paper);
  pdf.end();
  return finished;
}

function collect(pdf: Pdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

function drawHead(pdf: Pdf, paper: Paper): number {
  pdf
    .font('bold')
    .fontSize(16)
    .fillColor(TEXT)
    .text(paper.title, MARGIN, MARGIN, { width: RIGHT - MARGIN });
  const partiesTop = pdf.y + 14;
  const seller = drawParty(pdf, paper.seller, MARGIN, partiesTop);
  const buyer = drawParty(pdf, paper.buyer, 300, partiesTop);
  let y = Math.max(seller, buyer) + 14;
  for (const { label, value } of paper.facts) {
    pdf.font('regular').fontSize(9).fillColor(MUTED).text(label, MARGIN, y, { width: 150, lineBreak: false });
    pdf.fillColor(TEXT).text(value, MARGIN + 155, y, { width: RIGHT - MARGIN - 155 });
    y = Math.max(y + 14, pdf.y + 2);
  }
  return y + 10;
}

function drawParty(pdf: Pdf, party: Paper['seller'], x: number, top: number): number {
  pdf.font('regular').fontSize(8).fillColor(MUTED).text(party.label, x, top, { width: 240 });
  pdf
    .font('bold')
    .fontSize(10)
    .fillColor(TEXT)
    .text(party.name, x, pdf.y + 2, { width: 240 });
  pdf.font('regular').fontSize(9);
  for (const line of party.lines) pdf.text(line, x, pdf.y + 1, { width: 240 });
  return pdf.y;
}

function drawRows(pdf: Pdf, paper: Paper, top: number): number {
  let y = drawColumnHeads(pdf, paper, top);
  pdf.font('regular').fontSize(9).fillColor(TEXT);
  for (const row of paper.rows) {
    const height = rowHeight(pdf, paper, row);
    if (y + height > BOTTOM) {
      pdf.addPage();
      y = drawColumnHeads(pdf, paper, MARGIN);
      pdf.font('regular').fontSize(9).fillColor(TEXT);
    }
    let x = MARGIN;
    paper.columns.forEach((column, index) => {
      pdf.text(row[index] ?? '', x, y, { width: column.width - 6, align: column.align });
      x += column.width;
    });
    y += height;
  }
  pdf.moveTo(MARGIN, y).lineTo(RIGHT, y).lineWidth(0.5).stroke(LINE);
  return y + 8;
}

/** A letter is at most 9 points wide here: shorter texts cannot break and are not measured. */
function rowHeight(pdf: Pdf, paper: Paper, row: readonly string[]): number {
  let height = 11;
  paper.columns.forEach((column, index) => {
    const text = row[index] ?? '';
    if (text.includes('\n') || text.length * 9 > column.width)
      height = Math.max(height, pdf.heightOfString(text, { width: column.width - 6 }));
  });
  return height + 5;
}

function drawColumnHeads(pdf: Pdf, paper: Paper, y: number): number {
  pdf.font('bold').fontSize(8).fillColor(MUTED);
  let x = MARGIN;
  for (const column of paper.columns) {
    pdf.text(column.label, x, y, { width: column.width - 6, align: column.align, lineBreak: false });
    x += column.width;
  }
  pdf
    .moveTo(MARGIN, y + 13)
    .lineTo(RIGHT, y + 13)
    .lineWidth(0.5)
    .stroke(LINE);
  return y + 18;
}

function drawTotals(pdf: Pdf, paper: Paper, top: number): number {
  let y = top;
  if (y + paper.totals.length * 16 > BOTTOM) {
    pdf.addPage();
    y = MARGIN;
  }
  for (const { label, value, strong } of paper.totals) {
    pdf
      .font(strong ? 'bold' : 'regular')
      .fontSize(strong ? 11 : 9)
      .fillColor(TEXT);
    pdf.text(label, 300, y, { width: 145 });
    pdf.text(value, 445, y, { width: RIGHT - 445, align: 'right' });
    y += strong ? 18 : 15;
  }
  return y + 10;
}

function drawNotes(pdf: Pdf, paper: Paper, top: number): void {
  pdf.font('regular').fontSize(9).fillColor(TEXT);
  let y = top;
  for (const note of paper.notes) {
    if (y + pdf.heightOfString(note, { width: RIGHT - MARGIN }) > BOTTOM) {
      pdf.addPage();
      y = MARGIN;
    }
    pdf.text(note, MARGIN, y, { width: RIGHT - MARGIN });
    y = pdf.y + 6;
  }
}

function drawPageLabels(pdf: Pdf, paper: Paper): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(start + index);
    const label = paper.pageLabel(index + 1, count);
    pdf
      .font('regular')
      .fontSize(8)
      .fillColor(MUTED)
      .text(label, MARGIN, FOOT - 20, { width: RIGHT - MARGIN, align: 'right', lineBreak: false, height: 12 });
  }
}
