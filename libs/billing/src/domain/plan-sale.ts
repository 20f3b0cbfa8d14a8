import type { PlanKind } from './charge-plan.js';

/** What a plan says about who may buy it. An empty list asks for nothing. */
export interface PlanOffer {
  readonly kind: PlanKind;
  readonly currency: string;
  readonly active: boolean;
  readonly available: boolean;
  /** The partner that owns it; null is everybody's. */
  readonly partnerId: string | null;
  readonly partners: readonly string[];
  readonly billingTypes: readonly string[];
  readonly customerCategories: readonly string[];
  /** A place counts for all places below it. */
  readonly locationIds: readonly string[];
}

export interface PlanBuyer {
  readonly partnerId: string;
  readonly currency: string;
  readonly billingType: string;
  readonly category: string;
  /** The customer's place, and those that it lies in. */
  readonly locationIds: readonly string[];
}

export type SaleRefusal =
  | 'PLAN_NOT_AVAILABLE'
  | 'PLAN_IS_ONE_TIME'
  | 'PLAN_IS_NOT_ONE_TIME'
  | 'CURRENCY_DIFFERS'
  | 'PLAN_OF_OTHER_PARTNER'
  | 'PLAN_NOT_FOR_BILLING_TYPE'
  | 'PLAN_NOT_FOR_CATEGORY'
  | 'PLAN_NOT_AT_LOCATION';

/** A service that goes on, a part of a bundle, or something sold once. */
export type SaleAs = 'service' | 'in_bundle' | 'once';

/** Why a plan may not be sold to somebody; null: it may. What a bundle contains need not be offered by itself. */
export function saleRefusal(plan: PlanOffer, buyer: PlanBuyer, as: SaleAs = 'service'): SaleRefusal | null {
  if (!plan.active || (!plan.available && as !== 'in_bundle')) return 'PLAN_NOT_AVAILABLE';
  if (as === 'once' && plan.kind !== 'one_time') return 'PLAN_IS_NOT_ONE_TIME';
  if (as !== 'once' && plan.kind === 'one_time') return 'PLAN_IS_ONE_TIME';
  if (plan.currency !== buyer.currency) return 'CURRENCY_DIFFERS';
  if (plan.partnerId !== null && plan.partnerId !== buyer.partnerId) return 'PLAN_OF_OTHER_PARTNER';
  if (!allows(plan.partners, [buyer.partnerId])) return 'PLAN_OF_OTHER_PARTNER';
  if (!allows(plan.billingTypes, [buyer.billingType])) return 'PLAN_NOT_FOR_BILLING_TYPE';
  if (!allows(plan.customerCategories, [buyer.category])) return 'PLAN_NOT_FOR_CATEGORY';
  if (!allows(plan.locationIds, buyer.locationIds)) return 'PLAN_NOT_AT_LOCATION';
  return null;
}

function allows(asked: readonly string[], has: readonly string[]): boolean {
  return asked.length === 0 || has.some((one) => asked.includes(one));
}
