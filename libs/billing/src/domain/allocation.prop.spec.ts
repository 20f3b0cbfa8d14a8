import { addDays } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { on, tries } from '../../test/domain-examples.js';
import { allocateOldestFirst, applyAllocations, undoAllocations, type OpenItem } from './allocation.js';

const items: fc.Arbitrary<OpenItem[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('debit' as const, 'invoice' as const),
      issuedOn: fc.integer({ min: 0, max: 5 }).map((days) => addDays(on('2024-01-01'), days)),
      openMinor: fc.bigInt({ min: 0n, max: 500n }),
    }),
    { maxLength: 8 },
  )
  .map((list) => list.map((one, index) => ({ ...one, itemId: `item-${index}`, sequence: index })));
const money = fc.bigInt({ min: 0n, max: 2_000n });

const open = (list: readonly OpenItem[]): bigint => list.reduce((sum, one) => sum + one.openMinor, 0n);

describe('allocation', () => {
  it('never exceeds the payment or an item, and loses nothing (M-5)', () => {
    fc.assert(
      fc.property(items, money, (list, available) => {
        const plan = allocateOldestFirst(available, list);
        const used = plan.allocations.reduce((sum, one) => sum + one.amountMinor, 0n);
        expect(used + plan.leftMinor).toBe(available);
        expect(plan.leftMinor === 0n || open(list) === used).toBe(true);
        expect(plan.allocations.every((one) => one.amountMinor > 0n)).toBe(true);
        expect(applyAllocations(list, plan.allocations).every((one) => one.openMinor >= 0n)).toBe(true);
      }),
      tries(1_000),
    );
  });

  it('leaves at most one item partly settled, and nothing older open than what it settled', () => {
    fc.assert(
      fc.property(items, money, (list, available) => {
        const after = new Map(
          applyAllocations(list, allocateOldestFirst(available, list).allocations).map((one) => [
            one.itemId,
            one.openMinor,
          ]),
        );
        const order = [...list].sort(
          (left, right) =>
            (left.kind === right.kind ? 0 : left.kind === 'debit' ? -1 : 1) ||
            left.issuedOn.localeCompare(right.issuedOn) ||
            Number(left.sequence) - Number(right.sequence),
        );
        const touched = order.map((one) => after.get(one.itemId) !== one.openMinor || one.openMinor === 0n);
        const settled = order.map((one) => after.get(one.itemId) === 0n);
        const lastTouched = touched.lastIndexOf(true);
        const firstOpen = settled.indexOf(false);
        expect(
          firstOpen === -1 ||
            firstOpen >= lastTouched ||
            order.slice(firstOpen + 1).every((one) => after.get(one.itemId) === one.openMinor),
        ).toBe(true);
      }),
      tries(1_000),
    );
  });

  it('is the same in one payment or in two', () => {
    fc.assert(
      fc.property(items, money, money, (list, first, second) => {
        const one = applyAllocations(list, allocateOldestFirst(first + second, list).allocations);
        const halfway = applyAllocations(list, allocateOldestFirst(first, list).allocations);
        expect(applyAllocations(halfway, allocateOldestFirst(second, halfway).allocations)).toEqual(one);
      }),
    );
  });

  it('undone is as if it had not been', () => {
    fc.assert(
      fc.property(items, money, (list, available) => {
        const { allocations, leftMinor } = allocateOldestFirst(available, list);
        const undone = undoAllocations(applyAllocations(list, allocations), allocations);
        expect(undone.items).toEqual(list);
        expect(undone.freedMinor + leftMinor).toBe(available);
      }),
    );
  });
});
