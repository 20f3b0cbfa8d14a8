import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecord } from './csv.js';

const text = (value: string): { text: string; isText: boolean } => ({ text: value, isText: true });

describe('a CSV record', () => {
  it('quotes what RFC 4180 wants quoted, and ends with CRLF', () => {
    expect(csvRecord([text('a'), text('b,c'), text('say "x"'), text('two\nlines'), { text: null, isText: true }])).toBe(
      'a,"b,c","say ""x""","two\nlines",\r\n',
    );
  });

  it('gives no spreadsheet a formula, and leaves amounts alone', () => {
    for (const evil of ['=1+1', '+49', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '|cmd', '%0A'])
      expect(
        csvRecord([text(evil)])
          .replaceAll('"', '')
          .startsWith("'"),
      ).toBe(true);
    expect(csvRecord([{ text: '-12.50', isText: false }])).toBe('-12.50\r\n');
  });

  it('comes back as it was written, for any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { minLength: 1, maxLength: 6 }), (cells) => {
        const back = parse(csvRecord(cells.map((cell) => ({ text: cell, isText: false }))));
        expect(back).toEqual(cells);
      }),
    );
  });
});

/** A reader of RFC 4180, written for the test alone. */
function parse(record: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= record.length) {
    let cell = '';
    if (record[at] === '"') {
      at += 1;
      for (;;) {
        const end = record.indexOf('"', at);
        cell += record.slice(at, end);
        at = end + 1;
        if (record[at] !== '"') break;
        cell += '"';
        at += 1;
      }
    } else {
      while (record[at] !== ',' && at < record.length - 2) {
        cell += record[at] ?? '';
        at += 1;
      }
    }
    cells.push(cell);
    if (record[at] !== ',') return cells;
    at += 1;
  }
  return cells;
}
