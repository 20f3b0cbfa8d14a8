import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import { combinedRate, TaxBook, taxParts, type TaxFacts } from './tax-group.js';
import type { TaxBase, TaxComponent } from './tax.js';

const part = (percent: string, base: TaxBase): TaxComponent => ({
  taxId: percent,
  name: `Tax ${percent}`,
  percent,
  on: base,
});

describe('a tax group', () => {
  it('is one rate: taxes on the net, on a tax, on the net with the tax above or with all of them', () => {
    expect(combinedRate([part('12', 'net'), part('5', 'net')], 2)).toBe('17');
    expect(combinedRate([part('10', 'net'), part('50', 'previous_tax')], 2)).toBe('15');
    expect(combinedRate([part('10', 'net'), part('10', 'net_and_previous')], 2)).toBe('21');
    expect(combinedRate([part('10', 'net'), part('10', 'net'), part('10', 'net_and_previous')], 2)).toBe('31');
    expect(combinedRate([part('10', 'net'), part('10', 'net'), part('10', 'net_and_all')], 2)).toBe('32');
  });

  it('is exact until its rate is rounded once, to the places of the settings', () => {
    const parts = [part('20', 'net'), part('6.2789', 'net_and_previous')];
    expect([4, 2, 0].map((places) => combinedRate(parts, places as 0 | 2 | 4))).toEqual(['27.5347', '27.53', '28']);
  });

  it('splits its tax over its taxes so that they add up, whatever the sign', () => {
    const tax = {
      taxId: 'g',
      name: 'G',
      ratePercent: '17',
      components: [part('12', 'net'), part('5', 'net')],
      decimals: 2 as const,
    };
    expect(taxParts(10n, tax).map((one) => one.taxMinor)).toEqual([7n, 3n]);
    expect(taxParts(-10n, tax).map((one) => one.taxMinor)).toEqual([-7n, -3n]);
    expect(taxParts(0n, tax).map((one) => one.taxMinor)).toEqual([0n, 0n]);
    expect(taxParts(10n, { taxId: 'v', name: 'VAT', ratePercent: '20' })).toEqual([]);
  });

  it('follows its taxes by date, and has every day on which one of them changes', () => {
    const single = (taxId: string, ...versions: [string, string][]): TaxFacts => ({
      taxId,
      name: taxId,
      percent: versions.at(-1)?.[1] ?? '0',
      versions: versions.map(([from, percent]) => ({ from: on(from), percent })),
      parts: [],
    });
    const book = new TaxBook([
      single('state', ['2000-01-01', '10'], ['2026-07-01', '12']),
      single('city', ['2000-01-01', '1'], ['2026-09-01', '2']),
      { ...single('both'), parts: ['state', 'city'].map((taxId) => ({ taxId, name: '', percent: '0', on: 'net' })) },
    ]);
    expect(book.times('both', 2).map(({ from, tax }) => [from, tax.ratePercent])).toEqual([
      ['2000-01-01', '11'],
      ['2026-07-01', '13'],
      ['2026-09-01', '14'],
    ]);
    expect(book.on('both', on('2026-08-01'), 2)).toBe(book.on('both', on('2026-08-31'), 2));
  });

  it('that was taken over keeps the rate that it came with', () => {
    const old = (percent: string): TaxFacts => ({
      taxId: 'old',
      name: 'Old',
      percent,
      versions: [],
      parts: [
        { ...part('20', 'net'), taxId: null },
        { ...part('6.2789', 'net_and_all'), taxId: null },
      ],
    });
    expect(new TaxBook([old('27.5300')]).on('old', on('2026-01-01'), 4)).toMatchObject({
      ratePercent: '27.5300',
      decimals: 2,
    });
    expect(new TaxBook([old('25.0000')]).on('old', on('2026-01-01'), 4)).toEqual({
      taxId: 'old',
      name: 'Old',
      ratePercent: '25.0000',
    });
  });
});
