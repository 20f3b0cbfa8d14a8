import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeRows } from './drawn-rows';

it('rows and holes add up to the whole height, wherever the active row is', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(500), { maxLength: 60 }), (indexes) => {
      const items = indexes.sort((a, b) => a - b).map((index) => ({ index, start: index * 32, end: (index + 1) * 32 }));
      const { rows, gapAfterPx } = placeRows(items, 501 * 32);
      expect(rows.reduce((sum, row) => sum + row.gapPx + 32, gapAfterPx)).toBe(501 * 32);
    }),
  );
});

it('keeps the hole between a far active row and the rows in view', () => {
  const items = [3, 50, 51].map((index) => ({ index, start: index * 32, end: (index + 1) * 32 }));
  expect(placeRows(items, 3200).rows).toEqual([
    { index: 3, gapPx: 96 },
    { index: 50, gapPx: 46 * 32 },
    { index: 51, gapPx: 0 },
  ]);
});
