import { describe, expect, it } from 'vitest';
import { readPayWords } from './pay-words';

describe('a payment typed into the palette', () => {
  it('reads amount and payer', () => {
    expect(readPayWords('pay 200 ana')).toEqual({ amount: '200', who: 'ana' });
    expect(readPayWords('PAY 12,50 #6')).toEqual({ amount: '12.50', who: '#6' });
  });

  it('takes a payer without an amount', () => {
    expect(readPayWords('pay bar el sol')).toEqual({ amount: null, who: 'bar el sol' });
  });

  it('is nothing else', () => {
    expect(readPayWords('pay ')).toBeNull();
    expect(readPayWords('payment 20')).toBeNull();
    expect(readPayWords('ana')).toBeNull();
  });
});
