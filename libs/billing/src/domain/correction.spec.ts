import { describe, expect, it } from 'vitest';
import { lineDifferences } from './correction.js';

const line = (lineId: string | null, netMinor: bigint, more: object = {}) => ({
  lineId: lineId as string,
  description: 'Fibre',
  quantity: '1.0000',
  unitPrice: '20.0000',
  taxPercent: '0',
  netMinor,
  taxMinor: 0n,
  grossMinor: netMinor,
  ...more,
});

describe('the differences of a correction', () => {
  it('say of each line whether it stays, changes, goes or is new, and add up to the difference', () => {
    const rows = lineDifferences(
      [line('a', 2_000n), line('b', 500n), line('c', 100n)],
      [line('a', 2_000n, { quantity: '1' }), line('b', 400n, { unitPrice: '16' }), line(null, 50n)],
    );
    expect(rows.map((row) => [row.change, row.grossMinor])).toEqual([
      ['same', 0n],
      ['changed', -100n],
      ['removed', -100n],
      ['added', 50n],
    ]);
  });

  it('count other words alone as a change', () => {
    expect(lineDifferences([line('a', 1n)], [line('a', 1n, { description: 'Fiber' })])[0]?.change).toBe('changed');
  });
});
