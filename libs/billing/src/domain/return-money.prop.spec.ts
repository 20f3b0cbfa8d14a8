import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { on, tries } from '../../test/domain-examples.js';
import { planReturn, spreadReturn } from './return-money.js';

const minor = fc.bigInt({ min: 0n, max: 5_000n });
const payments = fc
  .record({ parts: fc.array(fc.bigInt({ min: 1n, max: 900n }), { maxLength: 5 }), free: minor, refunded: minor })
  .map(({ parts, free, refunded }) => ({
    payment: {
      amountMinor: parts.reduce((sum, part) => sum + part, free + refunded),
      refundedMinor: refunded,
      freeMinor: free,
    },
    made: parts.map((amountMinor, index) => ({
      allocationId: `a-${index}`,
      itemId: `i-${index}`,
      amountMinor,
      issuedOn: on(`2024-0${index + 1}-01`),
    })),
  }));

describe('money that goes back', () => {
  it('never passes what is left of the payment, and loses nothing of the amount', () => {
    fc.assert(
      fc.property(payments, fc.bigInt({ min: 1n, max: 9_000n }), ({ payment, made }, amount) => {
        const plan = planReturn(payment, made, amount);
        expect(plan.bookedMinor + plan.beyondMinor).toBe(amount);
        expect(plan.bookedMinor).toBeLessThanOrEqual(payment.amountMinor - payment.refundedMinor);
        const cut = plan.cuts.reduce((sum, one) => sum + one.cutMinor, 0n);
        const fromFree = plan.bookedMinor < payment.freeMinor ? plan.bookedMinor : payment.freeMinor;
        expect(cut).toBe(plan.bookedMinor - fromFree);
        for (const one of plan.cuts) {
          const before = made.find((allocation) => allocation.allocationId === one.allocationId);
          expect(one.cutMinor + one.keptMinor).toBe(before?.amountMinor);
        }
      }),
      tries(1_000),
    );
  });

  it('opens the youngest invoices first', () => {
    const made = ['2024-01-01', '2024-03-01', '2024-02-01'].map((day, index) => ({
      allocationId: `a-${index}`,
      itemId: day,
      amountMinor: 100n,
      issuedOn: on(day),
    }));
    const { cuts } = planReturn({ amountMinor: 300n, refundedMinor: 0n, freeMinor: 0n }, made, 150n);
    expect(cuts.map((one) => [one.itemId, one.cutMinor, one.keptMinor])).toEqual([
      ['2024-03-01', 100n, 0n],
      ['2024-02-01', 50n, 50n],
    ]);
  });

  it('takes credit out of free money first, never more of a payment than is left of it', () => {
    fc.assert(
      fc.property(fc.array(payments, { maxLength: 4 }), minor, (all, amount) => {
        const given = all.map(({ payment }, index) => ({ ...payment, paymentId: `p-${index}` }));
        const { parts, missingMinor } = spreadReturn(given, amount);
        const sum = [...parts.values()].reduce((total, part) => total + part, 0n);
        expect(sum + missingMinor).toBe(amount);
        for (const one of given)
          expect(parts.get(one.paymentId) ?? 0n).toBeLessThanOrEqual(one.amountMinor - one.refundedMinor);
        const free = given.reduce((total, one) => total + one.freeMinor, 0n);
        if (amount <= free)
          for (const one of given) expect(parts.get(one.paymentId) ?? 0n).toBeLessThanOrEqual(one.freeMinor);
      }),
      tries(500),
    );
  });
});
