import type { CalendarChoice, PeriodLength } from './billing-period.js';
import type { DiscountStacking } from './discount.js';
import type { RoundingPolicy } from './line-amount.js';
import { MONTH } from './billing-period.js';
import { USUAL_ROUNDING } from './line-amount.js';
import type { CycleChange } from './cycle-change.js';
import type { DayCount } from './prorate.js';

/** How an account is billed. Advance: a period is charged when it begins; arrears: when it is over. */
export interface BillingPolicy extends CalendarChoice {
  readonly mode: 'advance' | 'arrears';
  /** What a price is for: 1–12 months; a service may have its own. */
  readonly period: PeriodLength;
  /** How much is charged at once, when that is more than one period: three months at the price of a month each. */
  readonly reach?: PeriodLength;
  readonly dayCount: DayCount;
  readonly rounding: RoundingPolicy;
  readonly discountStacking: DiscountStacking;
  /** Days from the document date to the due date; 0 is due at once. */
  readonly paymentDueDays: number;
  /** What of this was changed for the account, oldest first: the reason of periods that are neither old nor new. */
  readonly changes?: readonly CycleChange[];
}

export const USUAL_BILLING: BillingPolicy = {
  mode: 'advance',
  alignment: 'billing_day',
  billingDay: 1,
  cycleAnchorOn: null,
  period: MONTH,
  dayCount: 'actual',
  rounding: USUAL_ROUNDING,
  discountStacking: 'one_wins',
  paymentDueDays: 15,
};

/** What is wrong with a policy that came from outside; empty when nothing is. */
export function billingPolicyFaults(
  policy: BillingPolicy,
): readonly { readonly field: string; readonly message: string }[] {
  const faults: { field: string; message: string }[] = [];
  const lastDay = policy.period.unit === 'week' ? 7 : 31;
  if (!Number.isInteger(policy.billingDay) || policy.billingDay < 1 || policy.billingDay > lastDay) {
    faults.push({ field: 'billingDay', message: `The billing day is a whole number from 1 to ${lastDay}.` });
  }
  if (!Number.isInteger(policy.period.count) || policy.period.count < 1 || policy.period.count > 12) {
    faults.push({ field: 'period', message: 'A billing period is 1 to 12 months.' });
  }
  if (!Number.isInteger(policy.paymentDueDays) || policy.paymentDueDays < 0 || policy.paymentDueDays > 365) {
    faults.push({ field: 'paymentDueDays', message: 'Payment is due 0 to 365 days after the document date.' });
  }
  return faults;
}
