import { describe, expect, it } from 'vitest';
import { discountInput, discountState, emptyDiscount } from './discount-values';

describe('a discount as it is filled in', () => {
  it('leaves out what is empty', () => {
    expect(discountInput({ ...emptyDiscount, value: '10', text: ' ' })).toEqual({
      main: false,
      kind: 'PERCENT',
      value: '10',
    });
    expect(
      discountInput({
        order: 'main',
        kind: 'FIXED',
        value: '5',
        from: '2026-01-01',
        through: '2026-02-01',
        text: ' hi ',
      }),
    ).toEqual({ main: true, kind: 'FIXED', value: '5', from: '2026-01-01', through: '2026-02-01', text: 'hi' });
  });

  it('counts on its first and on its last day', () => {
    const dated = { from: '2026-01-10', through: '2026-01-20' };
    expect(['2026-01-09', '2026-01-10', '2026-01-20', '2026-01-21'].map((day) => discountState(dated, day))).toEqual([
      'future',
      'active',
      'active',
      'past',
    ]);
    expect(discountState({ from: null, through: null }, '2026-01-01')).toBe('active');
  });
});
