import { localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TEMPLATES } from './default-templates.js';
import {
  documentData,
  PAPER_KINDS,
  type PaperDocument,
  type PaperLine,
  receiptData,
  statementData,
} from './paper-data.js';
import { PaperPress } from './paper-press.js';
import { samplePaper } from './paper-sample.js';
import { PAPER_LANGUAGES, paperTexts } from './paper-texts.js';
import { markPaper, type PaperOrder } from './print-order.js';

const line = (over: Partial<PaperLine> = {}): PaperLine => ({
  description: 'Fibre 100',
  covers: { from: localDate('2026-01-01'), to: localDate('2026-02-01') },
  quantity: '1.0000',
  unit: '',
  unitPrice: '20.0000',
  priceIncludesTax: false,
  taxPercent: '20.0000',
  taxName: 'VAT',
  taxRateId: 'rate-20',
  netMinor: 2000n,
  taxMinor: 400n,
  grossMinor: 2400n,
  ...over,
});
const people = {
  seller: {
    name: 'Example Network Ltd',
    street: 'Main Street 1',
    vatId: 'XX123',
    bankName: 'Example Bank',
    bankAccount: 'XX00 1234',
  },
  buyer: {
    name: 'Ľubica <script>alert(1)</script> %s {{ 7 }}',
    number: '6',
    street: null,
    city: 'Žilina',
    zip: '010 01',
  },
};
const order = (lines = [line()], over: Partial<PaperDocument> = {}, locale = 'en-GB'): PaperOrder => ({
  source: DEFAULT_TEMPLATES[over.kind ?? 'invoice'],
  locale,
  data: documentData(
    {
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
      taxNotes: [],
      lines,
      ...over,
    },
    people,
  ),
});
const blocks = (one: PaperOrder) => markPaper(one).blocks;

describe('papers by the built-in templates', () => {
  it('say the period with its last day, amounts in the locale, and tax by rate', () => {
    const lines = [
      line(),
      line({ taxRateId: 'rate-10', taxPercent: '10.0000', netMinor: 1000n, taxMinor: 100n, grossMinor: 1100n }),
      line(),
    ];
    const [, , facts, table, totals] = blocks(order(lines));
    expect(facts).toMatchObject({
      facts: expect.arrayContaining([{ label: 'Period', value: '1 January 2026 – 31 January 2026' }]) as unknown,
    });
    expect(table).toMatchObject({
      rows: expect.arrayContaining([
        ['Fibre 100\n1 January 2026 – 31 January 2026', '1', '20.00', '20%', '20.00'],
      ]) as unknown,
    });
    expect(totals).toMatchObject({
      totals: [
        { label: 'Net', value: '€50.00' },
        { label: 'Tax 10% of €10.00', value: '€1.00' },
        { label: 'Tax 20% of €40.00', value: '€8.00' },
        { label: 'Total', value: '€59.00', strong: true },
      ],
    });
  });

  it('keep every digit of amounts that a float would lose', () => {
    const large = line({
      netMinor: 90_071_992_547_409_93n,
      taxMinor: 0n,
      grossMinor: 90_071_992_547_409_93n,
      unitPrice: '0.3333',
    });
    const table = blocks(order([large]))[3];
    expect(table).toMatchObject({
      rows: [['Fibre 100\n1 January 2026 – 31 January 2026', '1', '0.3333', '20%', '90,071,992,547,409.93']],
    });
  });

  it('say that the tax is in a price, and why there is none', () => {
    const texts = JSON.stringify(
      blocks(order([line({ priceIncludesTax: true })], { taxNotes: ['Reverse charge: Art. 196'] })),
    );
    expect(texts).toContain('20.00\\nincl. tax');
    expect(texts).toContain('Reverse charge: Art. 196');
  });

  it('carry hostile names as they are', () => {
    expect(JSON.stringify(blocks(order()))).toContain('Ľubica <script>alert(1)</script> %s {{ 7 }}');
  });

  it('speak each language, with every text', () => {
    for (const language of PAPER_LANGUAGES) {
      expect(Object.values(paperTexts(language)).every((text) => text !== '')).toBe(true);
      for (const kind of ['invoice', 'proforma', 'credit_note'] as const) {
        expect(markPaper(order([line()], { kind }, language)).title).toBe(
          `${paperTexts(language)[kind]} INV-2026-000012`,
        );
      }
    }
    expect(JSON.stringify(blocks(order([line()], {}, 'ru')))).toContain('24,00\u00a0€');
  });

  it('are there for each kind of document in each language, with nothing left out', () => {
    for (const kind of PAPER_KINDS)
      for (const language of PAPER_LANGUAGES) {
        const marked = markPaper(samplePaper(kind, language));
        expect(marked.title).toContain(paperTexts(language)[kind]);
        expect(JSON.stringify(marked.blocks)).not.toMatch(/undefined|\{\{|NaN/);
      }
  });

  it('say of a settlement who is settled with, what each customer brought and what comes of each of the terms', () => {
    const [, parties, facts, table, totals] = markPaper(samplePaper('reseller_settlement')).blocks;
    expect(JSON.stringify(parties)).toMatch(/Example Operator.*Example Network Ltd/);
    expect(facts).toMatchObject({
      facts: [{ value: '1 January 2026 – 31 January 2026' }, { value: '1 February 2026' }],
    });
    expect(table).toMatchObject({
      rows: expect.arrayContaining([
        ['Customer 1 (42)\nINV-2026-000001', '119.00', '19.00', '100.00', '30.00'],
      ]) as unknown,
    });
    expect(totals).toMatchObject({
      totals: [
        { label: 'With tax', value: '€357.00' },
        { label: 'Tax', value: '€57.00' },
        { label: 'Shared, before tax', value: '€300.00' },
        { label: '30% of what was collected, €300.00', value: '€90.00' },
        { label: 'Your share', value: '€90.00', strong: true },
      ],
    });
  });

  it('print receipts and statements', () => {
    const receipt = receiptData(
      { number: 'R-1', receivedOn: localDate('2026-01-05'), method: 'Cash', amountMinor: 5000n, currency: 'EUR' },
      people,
    );
    expect(JSON.stringify(blocks({ source: DEFAULT_TEMPLATES.receipt, locale: 'de', data: receipt }))).toContain(
      '50,00\u00a0€',
    );
    const entry = {
      on: localDate('2026-01-05'),
      text: 'Invoice 1',
      debitMinor: 100n,
      creditMinor: 0n,
      owedMinor: 100n,
    };
    const statement = statementData(
      {
        number: 'ST-1',
        from: localDate('2026-01-01'),
        through: localDate('2026-01-31'),
        madeOn: localDate('2026-02-01'),
        currency: 'EUR',
        openingMinor: 0n,
        closingMinor: 100n,
        entries: [entry],
      },
      people,
    );
    expect(blocks({ source: DEFAULT_TEMPLATES.statement, locale: 'en', data: statement })[3]).toMatchObject({
      rows: [['January 5, 2026', 'Invoice 1', '1.00', '', '1.00']],
    });
  });

  it('are drawn in another thread, the same bytes each time, and a fault in a template names its line', async () => {
    const press = new PaperPress();
    const madeAt = new Date('2026-01-01T05:00:00Z');
    const [first, second] = await Promise.all([press.print([order()], madeAt), press.print([order()], madeAt)]);
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.equals(second)).toBe(true);
    await expect(
      press.print([{ ...order(), source: '<paper>\n<p>{{ nobody }}</p></paper>' }], madeAt),
    ).rejects.toMatchObject({
      line: 2,
    });
    await press.onApplicationShutdown();
  });
});
