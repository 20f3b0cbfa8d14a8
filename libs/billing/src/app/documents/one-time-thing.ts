import { conflict, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PricedThing, RevenueAccount } from '../../domain/index.js';
import type { PlanId, TaxRateId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { taxFor } from '../pricing/tax-books.js';
import { planFor, type SellablePlan } from '../services/sellable-plan.js';
import type { BillingTerms } from '../settings/settings.js';

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

/**
 * The plan fills in what is left out, and must be for sale to this customer unless it was sold already. A customer without
 * tax gets none, whatever is said.
 */
export async function oneTimeThing(
  sql: Sql,
  said: SaidThing,
  account: Account,
  terms: BillingTerms,
  on: LocalDate,
  sale: 'new' | 'made' = 'new',
): Promise<OneTimeThing> {
  const plan = said.planId === undefined ? undefined : await planOf(sql, said.planId, account, on, sale);
  const description = said.description ?? plan?.serviceDescription;
  const unitPrice = said.unitPrice ?? plan?.unitPrice;
  if (description === undefined || unitPrice === undefined)
    throw conflict('LINE_INCOMPLETE', 'A line needs a plan, or a description and a price.');
  const taxRateId = said.taxRateId === undefined ? (plan?.taxRateId ?? null) : said.taxRateId;
  const { tax, exemption } = await taxFor(sql, account, terms, taxRateId, on);
  return {
    planId: plan?.id ?? null,
    description,
    quantity: said.quantity ?? '1',
    unitPrice,
    priceIncludesTax: said.taxInclusive ?? plan?.taxInclusive ?? false,
    taxRateId,
    tax,
    ...(exemption ? { exemption } : {}),
    revenue: 'revenue.one_time',
  };
}

type OneTimePlan = Pick<SellablePlan, 'id' | 'serviceDescription' | 'unitPrice' | 'taxInclusive' | 'taxRateId'>;

async function planOf(
  sql: Sql,
  planId: PlanId,
  account: Account,
  on: LocalDate,
  sale: 'new' | 'made',
): Promise<OneTimePlan> {
  if (sale === 'new') return planFor(sql, planId, account, 'once', on);
  const plan = await sql.first<OneTimePlan>(
    `SELECT id, service_description AS "serviceDescription", unit_price AS "unitPrice", tax_inclusive AS "taxInclusive", tax_rate_id AS "taxRateId"
       FROM billing.plan WHERE id = $1 AND kind = 'one_time'`,
    [planId],
  );
  if (!plan) throw notFound('one-time plan');
  return plan;
}
