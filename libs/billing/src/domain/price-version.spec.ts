import { describe, expect, it } from 'vitest';
import { on, range, spans } from '../../test/domain-examples.js';
import { piecesByPrice, priceOn } from './price-version.js';

const price = {
  unitPrice: '20',
  priceVersions: [
    { from: on('2026-01-10'), unitPrice: '10' },
    { from: on('2026-02-01'), unitPrice: '10' },
    { from: on('2026-02-15'), unitPrice: '20' },
  ],
};

describe('a price by date', () => {
  it('holds from its first day until the next one begins; the first holds before it too', () => {
    expect(['2026-01-01', '2026-02-14', '2026-02-15', '2027-01-01'].map((day) => priceOn(price, on(day)))).toEqual([
      '10',
      '10',
      '20',
      '20',
    ]);
    expect(priceOn({ unitPrice: null }, on('2026-01-01'))).toBeNull();
  });

  it('cuts days only where the price becomes another one', () => {
    const pieces = piecesByPrice(range('2026-01-01', '2026-03-01'), price);
    expect(spans(pieces)).toEqual(['2026-01-01/2026-02-15', '2026-02-15/2026-03-01']);
    expect(pieces.map((piece) => piece.unitPrice)).toEqual(['10', '20']);
    expect(spans(piecesByPrice(range('2026-02-20', '2026-03-01'), price))).toEqual(['2026-02-20/2026-03-01']);
    expect(piecesByPrice(range('2026-01-01', '2026-02-01'), { unitPrice: '5' })).toEqual([
      { covers: range('2026-01-01', '2026-02-01'), unitPrice: '5' },
    ]);
  });
});
