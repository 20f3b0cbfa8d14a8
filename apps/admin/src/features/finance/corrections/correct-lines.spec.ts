import { describe, expect, it } from 'vitest';
import type { Invoice } from '../invoices/invoice.graphql';
import { correctionOf, draftsOf } from './correct-lines';

const line = (id: string, unitPrice: string) => ({
  id,
  position: 1,
  description: 'Fibre',
  quantity: '1.0000',
  unitPrice,
});
const invoice = { id: 'i', lines: [line('a', '20.0000'), line('b', '5.5000')] } as unknown as Invoice;

describe('what a correction asks for', () => {
  it('says of each line only what is other than it was', () => {
    const [first, second] = draftsOf(invoice);
    if (!first || !second) throw new Error('no lines');
    expect(correctionOf(invoice, [{ ...first, unitPrice: '18' }, second])).toEqual({
      invoiceId: 'i',
      lines: [{ invoiceLineId: 'a', unitPrice: '18' }, { invoiceLineId: 'b' }],
    });
  });

  it('leaves lines out that are taken off', () => {
    const [first, second] = draftsOf(invoice);
    if (!first || !second) throw new Error('no lines');
    expect(correctionOf(invoice, [first, { ...second, isOff: true }])?.lines).toEqual([{ invoiceLineId: 'a' }]);
  });

  it('is nothing while nothing changed, a figure cannot be read, or no line is left', () => {
    const drafts = draftsOf(invoice);
    expect(correctionOf(invoice, drafts)).toBeNull();
    expect(
      correctionOf(
        invoice,
        drafts.map((draft) => ({ ...draft, unitPrice: '1x' })),
      ),
    ).toBeNull();
    expect(
      correctionOf(
        invoice,
        drafts.map((draft) => ({ ...draft, isOff: true })),
      ),
    ).toBeNull();
  });
});
