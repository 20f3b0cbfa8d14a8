import { conflict, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PricedThing, RevenueAccount } from '../../domain/index.js';
import type { PlanId, TaxRateId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { taxFor } from '../pricing/tax-books.js';
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

interface PlanRow {
  id: PlanId;
  service_description: string;
  unit_price: string;
  tax_inclusive: boolean;
  tax_rate_id: TaxRateId | null;
}

/** The plan fills in what is left out. A customer without tax gets none, whatever is said. */
export async function oneTimeThing(
  sql: Sql,
  said: SaidThing,
  account: Account,
  terms: BillingTerms,
  on: LocalDate,
): Promise<OneTimeThing> {
  const plan = said.planId
    ? await sql.first<PlanRow>(
        `SELECT id, service_description, unit_price, tax_inclusive, tax_rate_id FROM billing.plan WHERE id = $1 AND active AND kind = 'one_time'`,
        [said.planId],
      )
    : undefined;
  if (said.planId && !plan) throw notFound('one-time plan');
  const description = said.description ?? plan?.service_description;
  const unitPrice = said.unitPrice ?? plan?.unit_price;
  if (description === undefined || unitPrice === undefined)
    throw conflict('LINE_INCOMPLETE', 'A line needs a plan, or a description and a price.');
  const taxRateId = said.taxRateId === undefined ? (plan?.tax_rate_id ?? null) : said.taxRateId;
  const { tax, exemption } = await taxFor(sql, account, terms, taxRateId, on);
  return {
    planId: plan?.id ?? null,
    description,
    quantity: said.quantity ?? '1',
    unitPrice,
    priceIncludesTax: said.taxInclusive ?? plan?.tax_inclusive ?? false,
    taxRateId,
    tax,
    ...(exemption ? { exemption } : {}),
    revenue: 'revenue.one_time',
  };
}
