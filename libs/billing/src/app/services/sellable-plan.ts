import { conflict, type LocalDate, notFound, type Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  type PlanBuyer,
  type PlanKind,
  type PlanOffer,
  type SaleAs,
  saleRefusal,
  type SaleRefusal,
} from '../../domain/index.js';
import type { PlanId, TaxRateId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { listPriceOn } from '../catalogue/plan-prices.js';

/** What a service takes over from its plan. */
export interface SellablePlan {
  readonly id: PlanId;
  readonly kind: PlanKind;
  readonly title: string;
  readonly serviceDescription: string;
  readonly unitPrice: string;
  readonly currency: string;
  readonly taxInclusive: boolean;
  readonly taxRateId: TaxRateId | null;
  readonly periodMonths: number | null;
  readonly periodWeeks: number | null;
  readonly contractMonths: number | null;
  /** Prepaid: days that are paid at once; null is a month. */
  readonly prepaidDays: number | null;
  readonly bundledPlanIds: readonly PlanId[];
  readonly activationFee: string | null;
  readonly activationFeeWhen: 'first_billing' | 'on_creation';
  readonly changeFee: string | null;
  readonly firstMonths: number | null;
  readonly firstMonthsKind: 'percent' | 'fixed' | null;
  readonly firstMonthsValue: string | null;
  readonly selfChangePlanIds: readonly PlanId[];
}

type PlanRow = SellablePlan & PlanOffer;

/** With the list price of the day of the first parameter; of today’s when that is null. */
const PLANS = `SELECT id, partner_id AS "partnerId", kind, title, service_description AS "serviceDescription",
    CASE WHEN $1::date IS NULL THEN plan.unit_price ELSE ${listPriceOn('$1')} END AS "unitPrice", currency,
    tax_inclusive AS "taxInclusive", tax_rate_id AS "taxRateId", period_months AS "periodMonths", period_weeks AS "periodWeeks",
    contract_months AS "contractMonths", prepaid_days AS "prepaidDays", bundled_plan_ids AS "bundledPlanIds", activation_fee AS "activationFee",
    activation_fee_when AS "activationFeeWhen", change_fee AS "changeFee", first_months AS "firstMonths", first_months_kind AS "firstMonthsKind",
    first_months_value AS "firstMonthsValue", self_change_plan_ids AS "selfChangePlanIds", active, available, billing_types AS "billingTypes",
    customer_categories AS "customerCategories", location_ids AS "locationIds",
    ARRAY(SELECT partner_id FROM billing.plan_partner WHERE plan_id = plan.id) AS partners FROM billing.plan plan`;

/** A plan that may be sold to this account's customer now, with the list price of the day `on`, today’s when left out. */
export async function planFor(
  sql: Sql,
  planId: PlanId,
  account: Account,
  as: SaleAs = 'service',
  on: LocalDate | null = null,
): Promise<SellablePlan> {
  const plan = await sql.first<PlanRow>(`${PLANS} WHERE id = $2`, [on, planId]);
  if (!plan) throw notFound('plan');
  const refusal = saleRefusal(plan, await buyerOf(sql, account), as);
  if (refusal) throw refusalOf(refusal, plan, account);
  return plan;
}

/** All plans that may be sold to this account's customer, by kind and title. */
export async function plansFor(
  sql: Sql,
  account: Account,
  on: LocalDate,
  as: SaleAs = 'service',
): Promise<SellablePlan[]> {
  const plans = await sql.query<PlanRow>(`${PLANS} WHERE active AND available ORDER BY kind, title, id`, [on]);
  const buyer = await buyerOf(sql, account);
  return plans.filter((plan) => saleRefusal(plan, buyer, as) === null);
}

async function buyerOf(sql: Sql, account: Account): Promise<PlanBuyer> {
  const customer = await sql.first<{ category: string; locationIds: string[] }>(
    `WITH RECURSIVE above AS (
       SELECT location.id, location.parent_id FROM crm.location JOIN crm.customer ON customer.location_id = location.id WHERE customer.id = $1
       UNION SELECT location.id, location.parent_id FROM crm.location JOIN above ON above.parent_id = location.id)
     SELECT category, ARRAY(SELECT id FROM above) AS "locationIds" FROM crm.customer WHERE id = $1`,
    [account.customerId],
  );
  if (!customer) throw notFound('customer');
  const { partnerId, currency, billingType } = account;
  return { partnerId, currency, billingType, ...customer };
}

function refusalOf(code: SaleRefusal, { title, currency }: SellablePlan, account: Account): Refusal {
  switch (code) {
    case 'PLAN_NOT_AVAILABLE':
      return conflict(code, `The plan ${title} is not sold any more. Choose another one.`);
    case 'PLAN_IS_ONE_TIME':
      return conflict(code, 'One-time plans are sold by an invoice, not as a service.');
    case 'PLAN_IS_NOT_ONE_TIME':
      return conflict(code, `The plan ${title} is a service. Add it to the customer’s services.`);
    case 'CURRENCY_DIFFERS':
      return conflict(code, `The plan is priced in ${currency}, the account in ${account.currency}.`);
    case 'PLAN_OF_OTHER_PARTNER':
      return conflict(code, `The plan ${title} is not offered to the customers of this partner.`);
    case 'PLAN_NOT_FOR_BILLING_TYPE':
      return conflict(code, `The plan ${title} is not offered to customers who are billed in this way.`);
    case 'PLAN_NOT_FOR_CATEGORY':
      return conflict(code, `The plan ${title} is not offered to this category of customers.`);
    case 'PLAN_NOT_AT_LOCATION':
      return conflict(code, `The plan ${title} is not offered at the customer’s location.`);
  }
}
