import { describe, expect, it } from 'vitest';
import { comparedLines } from './compared-lines';

const side = (...lines: [string, string][]) => ({
  lines: lines.map(([description, amount], index) => ({
    id: `${description}${index}`,
    description,
    gross: { amount, currency: 'EUR' },
  })),
});

describe('two invoices beside each other', () => {
  it('meet line by line: same, changed, new and gone', () => {
    const rows = comparedLines(
      side(['Fibre', '20.00'], ['Phone', '5.00'], ['Visit', '9.00']),
      side(['Fibre', '20.00'], ['Phone', '6.00'], ['Router', '50.00']),
    );
    expect(rows.map(({ kind, label }) => `${label} ${kind}`)).toEqual([
      'Fibre same',
      'Phone changed',
      'Router added',
      'Visit removed',
    ]);
  });

  it('two lines of the same words meet two, not one twice', () => {
    const rows = comparedLines(side(['Fibre', '20.00']), side(['Fibre', '20.00'], ['Fibre', '3.00']));
    expect(rows.map(({ kind }) => kind)).toEqual(['same', 'added']);
  });
});
