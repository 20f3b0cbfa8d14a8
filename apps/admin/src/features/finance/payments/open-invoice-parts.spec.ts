import { expect, it } from 'vitest';
import { chosenAllocations } from './open-invoice-parts';

it('asks only for the invoices that were given an amount', () => {
  expect(chosenAllocations({ one: '10.00', two: '', three: '0.00' })).toEqual([{ invoiceId: 'one', amount: '10.00' }]);
});

it('settles nothing when no amount was given, instead of the oldest first', () => {
  expect(chosenAllocations({})).toEqual([]);
});
