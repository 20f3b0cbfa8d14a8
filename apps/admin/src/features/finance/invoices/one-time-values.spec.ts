import { describe, expect, it } from 'vitest';
import { emptyLine, oneTimeInput } from './one-time-values';

const values = { customerId: 'c', issuedOn: '', note: ' ', lines: [emptyLine] };

describe('the input of a one-time invoice', () => {
  it('leaves out what the plan is to fill in', () => {
    const lines = [{ ...emptyLine, planId: 'p' }];
    expect(oneTimeInput({ ...values, lines })).toEqual({ customerId: 'c', lines: [{ planId: 'p', quantity: '1' }] });
  });

  it('says whether tax is inside a price that is given', () => {
    const lines = [{ ...emptyLine, description: ' Cable ', unitPrice: '12.50', taxInclusive: false }];
    expect(oneTimeInput({ ...values, issuedOn: '2026-10-01', note: 'Thanks', lines })).toEqual({
      customerId: 'c',
      issuedOn: '2026-10-01',
      note: 'Thanks',
      lines: [{ description: 'Cable', quantity: '1', unitPrice: '12.50', taxInclusive: false }],
    });
  });
});
