import { localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { invoicePaper, type InvoicePaperInput, type PaperLine } from './invoice-paper.js';
import { PaperPress } from './paper-press.js';

const line = (over: Partial<PaperLine> = {}): PaperLine => ({
  description: 'Fibre 100',
  covers: { from: localDate('2026-01-01'), to: localDate('2026-02-01') },
  quantity: '1.0000',
  unit: '',
  unitPrice: '20.0000',
  priceIncludesTax: false,
  taxPercent: '20.0000',
  taxRateId: 'rate-20',
  netMinor: 2000n,
  taxMinor: 400n,
  grossMinor: 2400n,
  ...over,
});

const input = (over: Partial<InvoicePaperInput> = {}, lines = [line()]): InvoicePaperInput => ({
  document: {
    kind: 'invoice',
    number: 'INV-2026-000012',
    issuedOn: localDate('2026-01-01'),
    dueOn: localDate('2026-01-16'),
    period: { from: localDate('2026-01-01'), to: localDate('2026-02-01') },
    correctsNumber: null,
    currency: 'EUR',
    netMinor: lines.reduce((sum, one) => sum + one.netMinor, 0n),
    taxMinor: lines.reduce((sum, one) => sum + one.taxMinor, 0n),
    grossMinor: lines.reduce((sum, one) => sum + one.grossMinor, 0n),
    note: '',
    lines,
    madeAt: new Date('2026-01-01T05:00:00Z'),
  },
  seller: {
    name: 'Example Network Ltd',
    street: 'Main Street 1',
    vatId: 'XX123',
    bankName: 'Example Bank',
    bankAccount: 'XX00 1234',
  },
  buyer: { name: 'Ľubica <script>alert(1)</script> %s', number: '6', street: null, city: 'Žilina', zip: '010 01' },
  locale: 'en-GB',
  taxExempt: false,
  ...over,
});

describe('an invoice on paper', () => {
  it('says the period with its last day, amounts in the locale, and tax by rate', () => {
    const lines = [
      line(),
      line({ taxRateId: 'rate-10', taxPercent: '10.0000', netMinor: 1000n, taxMinor: 100n, grossMinor: 1100n }),
      line(),
    ];
    const paper = invoicePaper(input({}, lines));
    expect(paper.facts).toContainEqual({ label: 'Period', value: '1 January 2026 – 31 January 2026' });
    expect(paper.rows[0]).toEqual(['Fibre 100\n1 January 2026 – 31 January 2026', '1', '20.00', '20%', '20.00']);
    expect(paper.totals).toEqual([
      { label: 'Net', value: '€50.00' },
      { label: 'Tax 10% of €10.00', value: '€1.00' },
      { label: 'Tax 20% of €40.00', value: '€8.00' },
      { label: 'Total', value: '€59.00', strong: true },
    ]);
  });

  it('keeps every digit of amounts that a float would lose', () => {
    const large = line({
      netMinor: 90_071_992_547_409_93n,
      taxMinor: 0n,
      grossMinor: 90_071_992_547_409_93n,
      unitPrice: '0.3333',
    });
    const paper = invoicePaper(input({}, [large]));
    expect(paper.rows[0]?.[4]).toBe('90,071,992,547,409.93');
    expect(paper.rows[0]?.[2]).toBe('0.3333');
  });

  it('says why there is no tax', () => {
    const untaxed = [line({ taxRateId: null, taxPercent: '0', taxMinor: 0n, grossMinor: 2000n })];
    expect(invoicePaper(input({ taxExempt: true }, untaxed)).notes[0]).toBe('Exempt from tax.');
    expect(
      invoicePaper(input({ taxExempt: true, reverseCharge: true, wording: { reverseCharge: 'Art. 196' } }, untaxed))
        .notes[0],
    ).toBe('Art. 196');
  });

  it('says of a price that the tax is in it', () => {
    const paper = invoicePaper(input({}, [line({ unitPrice: '24.0000', priceIncludesTax: true })]));
    expect(paper.rows[0]?.[2]).toBe('24.00\nincl. tax');
  });

  it('carries hostile names as they are', () => {
    expect(invoicePaper(input()).buyer.name).toBe('Ľubica <script>alert(1)</script> %s');
  });

  it('is drawn in another thread, the same bytes each time', async () => {
    const press = new PaperPress();
    const [first, second] = await Promise.all([press.draw(invoicePaper(input())), press.draw(invoicePaper(input()))]);
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.equals(second)).toBe(true);
    await press.onApplicationShutdown();
  });
});
