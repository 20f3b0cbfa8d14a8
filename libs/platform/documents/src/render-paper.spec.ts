import { describe, expect, it } from 'vitest';
import type { Paper } from './paper.js';
import { renderPaper } from './render-paper.js';

const paper = (rows: number): Paper => ({
  title: 'Invoice 202601000012',
  seller: { label: 'From', name: 'Example Network s.r.o.', lines: ['Main Street 1', 'Žilina'] },
  buyer: { label: 'To', name: 'Ľubica Ñandú <script>', lines: ['Ulica 2'] },
  facts: [{ label: 'Due', value: '16 January 2026' }],
  columns: [
    { label: 'Description', width: 380, align: 'left' },
    { label: 'Amount', width: 135, align: 'right' },
  ],
  rows: Array.from({ length: rows }, (_, index) => [`Fibre 100, line ${index}`, '19.99']),
  totals: [{ label: 'Total', value: '€19.99', strong: true }],
  notes: ['Thank you.'],
  pageLabel: (page, pages) => `Page ${page} of ${pages}`,
  madeAt: new Date('2026-01-01T00:00:00Z'),
});

const pages = (pdf: Buffer): number => (pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length;

describe('a printed document', () => {
  it('is a PDF with an embedded font', async () => {
    const pdf = await renderPaper(paper(3));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toContain('/FontFile2');
    expect(pages(pdf)).toBe(1);
  });

  it('goes on to as many pages as its lines need', async () => {
    expect(pages(await renderPaper(paper(90)))).toBe(3);
  });

  it('gives the same bytes for the same document', async () => {
    const [first, second] = await Promise.all([renderPaper(paper(5)), renderPaper(paper(5))]);
    expect(first.equals(second)).toBe(true);
  });
});
