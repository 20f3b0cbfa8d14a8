import { localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { agreedTerm, termAfter } from './contract.js';

const day = localDate;

describe('a contract', () => {
  it('renews itself from the day after its last, for as long again', () => {
    expect(termAfter(day('2027-02-28'), 12, day('2027-03-01'))).toEqual({ from: '2027-03-01', through: '2028-02-29' });
  });

  it('that was not looked at for long renews itself until today, and its ends of months do not wander', () => {
    expect(termAfter(day('2026-01-30'), 1, day('2026-04-29'))).toEqual({ from: '2026-03-31', through: '2026-04-29' });
  });

  it('is agreed anew after the present term', () => {
    expect(agreedTerm(day('2026-06-30'), 24, day('2026-05-02'))).toEqual({ from: '2026-07-01', through: '2028-06-30' });
    expect(agreedTerm(day('2026-05-02'), 12, day('2026-05-02'))).toEqual({ from: '2026-05-03', through: '2027-05-02' });
  });

  it('begins today where none runs', () => {
    const term = { from: '2026-05-02', through: '2027-05-01' };
    expect(agreedTerm(null, 12, day('2026-05-02'))).toEqual(term);
    expect(agreedTerm(day('2026-05-01'), 12, day('2026-05-02'))).toEqual(term);
  });
});
