import type { Act } from '@demarc/commands';
import { conflict, notFound } from '@demarc/kernel';
import { PlanEntity } from '../../data/plan.entity.js';
import { TaxRateEntity } from '../../data/tax-rate.entity.js';
import type { PricedThing, RevenueAccount } from '../../domain/index.js';
import type { PlanId, TaxRateId } from '../../ids.js';

/** Something sold once, as people say it: from a one-time plan, or described freely. */
export interface SaidThing {
  readonly planId?: PlanId;
  readonly description?: string;
  readonly quantity?: string;
  readonly unitPrice?: string;
  readonly taxInclusive?: boolean;
  readonly taxRateId?: TaxRateId | null;
}

export interface OneTimeThing extends PricedThing {
  readonly planId: PlanId | null;
  readonly description: string;
  /** Also of customers who pay no tax: what the thing itself carries. */
  readonly taxRateId: TaxRateId | null;
  readonly revenue: RevenueAccount;
}

/** The plan fills in what is left out. A customer without tax gets none, whatever is said. */
export async function oneTimeThing(act: Act, said: SaidThing, taxExempt: boolean): Promise<OneTimeThing> {
  const plan = said.planId ? await act.manager.findOneBy(PlanEntity, { id: said.planId }) : null;
  if (said.planId && (!plan?.active || plan.kind !== 'one_time')) throw notFound('one-time plan');
  const description = said.description ?? plan?.serviceDescription;
  const unitPrice = said.unitPrice ?? plan?.unitPrice;
  if (description === undefined || unitPrice === undefined)
    throw conflict('LINE_INCOMPLETE', 'A line needs a plan, or a description and a price.');
  const taxRateId = said.taxRateId === undefined ? (plan?.taxRateId ?? null) : said.taxRateId;
  const rate = taxRateId === null ? null : await act.manager.findOneBy(TaxRateEntity, { id: taxRateId });
  if (taxRateId !== null && !rate) throw notFound('tax rate');
  return {
    planId: plan?.id ?? null,
    description,
    quantity: said.quantity ?? '1',
    unitPrice,
    priceIncludesTax: said.taxInclusive ?? plan?.taxInclusive ?? false,
    taxRateId: rate?.id ?? null,
    tax: rate && !taxExempt ? { taxId: rate.id, name: rate.name, ratePercent: rate.percent } : null,
    revenue: 'revenue.one_time',
  };
}
