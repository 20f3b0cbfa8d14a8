import { cutYoungestFirst, type AllocationCut, type MadeAllocation } from './allocation.js';

/** A payment as far as giving back is concerned. */
export interface ReturnablePayment {
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  /** What settles nothing yet. */
  readonly freeMinor: bigint;
}

export interface ReturnPlan {
  /** What the customer owes again: never more than is left of the payment. */
  readonly bookedMinor: bigint;
  /** What a provider took beyond that: no debt of the customer. */
  readonly beyondMinor: bigint;
  readonly cuts: readonly AllocationCut[];
}

/** Money going back: what settles nothing goes first, then the youngest invoices are open again. */
export function planReturn(
  payment: ReturnablePayment,
  made: readonly MadeAllocation[],
  amountMinor: bigint,
): ReturnPlan {
  const leftMinor = smaller(payment.amountMinor, payment.amountMinor - payment.refundedMinor);
  const bookedMinor = smaller(amountMinor, leftMinor > 0n ? leftMinor : 0n);
  const fromFreeMinor = smaller(bookedMinor, payment.freeMinor);
  return {
    bookedMinor,
    beyondMinor: amountMinor - bookedMinor,
    cuts: cutYoungestFirst(made, bookedMinor - fromFreeMinor),
  };
}

/** How much of which payment goes back for an amount out of a customer's credit: free money first, then the youngest payments. */
export function spreadReturn(
  payments: readonly (ReturnablePayment & { readonly paymentId: string })[],
  amountMinor: bigint,
): { readonly parts: ReadonlyMap<string, bigint>; readonly missingMinor: bigint } {
  const parts = new Map<string, bigint>();
  let wantedMinor = amountMinor;
  const take = (paymentId: string, mostMinor: bigint): void => {
    const takenMinor = smaller(wantedMinor, mostMinor);
    if (takenMinor <= 0n) return;
    parts.set(paymentId, (parts.get(paymentId) ?? 0n) + takenMinor);
    wantedMinor -= takenMinor;
  };
  for (const payment of payments) take(payment.paymentId, payment.freeMinor);
  for (const payment of payments)
    take(payment.paymentId, payment.amountMinor - payment.refundedMinor - (parts.get(payment.paymentId) ?? 0n));
  return { parts, missingMinor: wantedMinor };
}

function smaller(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
