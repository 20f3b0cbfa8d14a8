import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import {
  allocateChosen,
  allocateOldestFirst,
  isOverdue,
  settlementOf,
  undoAllocations,
  type OpenItem,
} from './allocation.js';

const item = (
  itemId: string,
  openMinor: bigint,
  issuedOn = '2024-01-01',
  sequence = 1,
  kind: OpenItem['kind'] = 'invoice',
): OpenItem => ({
  itemId,
  kind,
  issuedOn: on(issuedOn),
  sequence,
  openMinor,
});

describe('a payment', () => {
  it('settles the oldest invoice first and keeps the rest as credit', () => {
    const items = [item('newer', 5_000n, '2024-02-01'), item('older', 3_000n), item('second', 500n, '2024-01-01', 2)];
    expect(allocateOldestFirst(10_000n, items)).toEqual({
      allocations: [
        { itemId: 'older', amountMinor: 3_000n },
        { itemId: 'second', amountMinor: 500n },
        { itemId: 'newer', amountMinor: 5_000n },
      ],
      leftMinor: 1_500n,
    });
  });

  it('goes to debits that are on no invoice before invoices, even when it equals an invoice', () => {
    const items = [item('invoice', 1_000n), item('debit', 400n, '2024-03-01', 9, 'debit')];
    expect(allocateOldestFirst(1_000n, items).allocations).toEqual([
      { itemId: 'debit', amountMinor: 400n },
      { itemId: 'invoice', amountMinor: 600n },
    ]);
  });

  it('settles what a person chose, and is refused rather than trimmed', () => {
    const items = [item('a', 1_000n), item('b', 2_000n)];
    const chosen = (itemId: string, amountMinor: bigint) => allocateChosen(1_500n, items, [{ itemId, amountMinor }]);
    expect(chosen('b', 1_500n)).toEqual({
      ok: true,
      value: { allocations: [{ itemId: 'b', amountMinor: 1_500n }], leftMinor: 0n },
    });
    expect(chosen('c', 1n)).toMatchObject({ error: { code: 'ALLOCATION_ITEM_UNKNOWN' } });
    expect(chosen('a', 0n)).toMatchObject({ error: { code: 'ALLOCATION_NOT_POSITIVE' } });
    expect(chosen('a', 1_001n)).toMatchObject({ error: { code: 'ALLOCATION_OVER_ITEM', openMinor: 1_000n } });
    expect(chosen('b', 1_501n)).toMatchObject({ error: { code: 'ALLOCATION_OVER_PAYMENT' } });
    const twice = [
      { itemId: 'a', amountMinor: 700n },
      { itemId: 'a', amountMinor: 400n },
    ];
    expect(allocateChosen(1_500n, items, twice)).toMatchObject({
      error: { code: 'ALLOCATION_OVER_ITEM', openMinor: 300n },
    });
  });

  it('taken back opens the invoices again', () => {
    expect(undoAllocations([item('a', 0n), item('b', 5n)], [{ itemId: 'a', amountMinor: 7n }])).toMatchObject({
      items: [{ openMinor: 7n }, { openMinor: 5n }],
      freedMinor: 7n,
    });
  });
});

describe('an invoice', () => {
  it('is unpaid, partly paid or paid by what is allocated to it', () => {
    expect([settlementOf(100n, 0n), settlementOf(100n, 1n), settlementOf(100n, 100n), settlementOf(0n, 0n)]).toEqual([
      'unpaid',
      'partly_paid',
      'paid',
      'paid',
    ]);
  });

  it('is overdue from its due date on, though never on the day of issue or when paid', () => {
    const invoice = { issuedOn: on('2024-01-01'), dueOn: on('2024-01-16'), openMinor: 1n };
    expect(isOverdue(invoice, on('2024-01-15'))).toBe(false);
    expect(isOverdue(invoice, on('2024-01-16'))).toBe(true);
    expect(isOverdue({ ...invoice, openMinor: 0n }, on('2024-02-16'))).toBe(false);
    expect(isOverdue({ ...invoice, dueOn: on('2024-01-01') }, on('2024-01-01'))).toBe(false);
  });
});
