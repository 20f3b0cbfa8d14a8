import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import { documentTotals, taxed, taxOn } from './tax.js';

const vat = {
  taxId: 'vat',
  name: 'VAT',
  rates: [
    { validFrom: on('2024-07-01'), ratePercent: '21' },
    { validFrom: on('2020-01-01'), ratePercent: '20' },
  ],
};

describe('tax', () => {
  it('has the rate of the day, and none before its first day', () => {
    expect(taxOn(vat, on('2024-06-30'))?.ratePercent).toBe('20');
    expect(taxOn(vat, on('2024-07-01'))?.ratePercent).toBe('21');
    expect(taxOn(vat, on('2019-12-31'))).toBeUndefined();
  });

  it('of several taxes on the net is their combined rate', () => {
    expect(taxed(1000n, { taxId: 'group', name: '12 + 5', ratePercent: '17' }, false)).toEqual({
      netMinor: 1000n,
      taxMinor: 170n,
      grossMinor: 1170n,
    });
  });

  it('per rate adds up to the document', () => {
    const at = (ratePercent: string) => ({ taxId: ratePercent, name: 'VAT', ratePercent });
    const line = (netMinor: bigint, tax: ReturnType<typeof at> | null) => ({ ...taxed(netMinor, tax, false), tax });
    const totals = documentTotals([line(1005n, at('20')), line(333n, at('5')), line(-100n, at('20')), line(50n, null)]);
    expect(totals.byTax.map((one) => [one.taxId, one.netMinor, one.taxMinor])).toEqual([
      ['20', 905n, 181n],
      ['5', 333n, 17n],
      [null, 50n, 0n],
    ]);
    expect([totals.netMinor, totals.taxMinor, totals.grossMinor]).toEqual([1288n, 198n, 1486n]);
  });
});
