import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import { documentTotals, taxed } from './tax.js';
import { TaxBook } from './tax-group.js';

const book = new TaxBook([
  {
    taxId: 'vat',
    name: 'VAT',
    percent: '21',
    versions: [
      { from: on('2020-01-01'), percent: '20' },
      { from: on('2024-07-01'), percent: '21' },
    ],
    parts: [],
  },
]);

describe('tax', () => {
  it('has the rate of the day; the first one holds before its first day too', () => {
    expect(book.on('vat', on('2024-06-30'), 4)?.ratePercent).toBe('20');
    expect(book.on('vat', on('2024-07-01'), 4)?.ratePercent).toBe('21');
    expect(book.on('vat', on('2019-12-31'), 4)?.ratePercent).toBe('20');
    expect(book.on('gst', on('2024-07-01'), 4)).toBeNull();
  });

  it('of several taxes on the net is their combined rate', () => {
    expect(taxed(1000n, { taxId: 'group', name: '12 + 5', ratePercent: '17' }, false)).toEqual({
      netMinor: 1000n,
      taxMinor: 170n,
      grossMinor: 1170n,
    });
  });

  it('per rate adds up to the document', () => {
    const at = (ratePercent: string) => ({ taxId: 'vat', name: 'VAT', ratePercent });
    const line = (netMinor: bigint, tax: ReturnType<typeof at> | null) => ({ ...taxed(netMinor, tax, false), tax });
    const totals = documentTotals([line(1005n, at('20')), line(333n, at('5')), line(-100n, at('20')), line(50n, null)]);
    expect(totals.byTax.map((one) => [one.taxId, one.ratePercent, one.netMinor, one.taxMinor])).toEqual([
      ['vat', '20', 905n, 181n],
      ['vat', '5', 333n, 17n],
      [null, '0', 50n, 0n],
    ]);
    expect([totals.netMinor, totals.taxMinor, totals.grossMinor]).toEqual([1288n, 198n, 1486n]);
  });
});
