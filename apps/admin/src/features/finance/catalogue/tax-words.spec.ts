import { describe, expect, it } from 'vitest';
import { nextRate, rateRows } from './tax-words';

const versions = [
  { from: '2000-01-01', percent: '20.0000' },
  { from: '2026-03-01', percent: '21.0000' },
  { from: '2027-01-01', percent: '22.0000' },
];

describe('rates of a tax', () => {
  it('are listed with the latest first, and the one of today is in force', () => {
    expect(rateRows({ versions, percent: '21.0000' }, '2026-05-01')).toEqual([
      { from: '2027-01-01', percent: '22.0000', state: 'planned' },
      { from: '2026-03-01', percent: '21.0000', state: 'now' },
      { from: null, percent: '20.0000', state: 'past' },
    ]);
  });

  it('without a change are one that holds always', () => {
    expect(rateRows({ versions: [], percent: '20' }, '2026-05-01')).toEqual([
      { from: null, percent: '20', state: 'now' },
    ]);
  });

  it('have a next one only when it is planned', () => {
    expect(nextRate({ versions }, '2026-05-01')?.from).toBe('2027-01-01');
    expect(nextRate({ versions }, '2027-01-01')).toBeNull();
  });
});
