import { conflict, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PlanKind } from '../../domain/index.js';
import type { PlanId, TaxRateId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';

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
  readonly bundledPlanIds: readonly PlanId[];
  readonly activationFee: string | null;
  readonly activationFeeWhen: 'first_billing' | 'on_creation';
  readonly changeFee: string | null;
  readonly firstMonths: number | null;
  readonly firstMonthsKind: 'percent' | 'fixed' | null;
  readonly firstMonthsValue: string | null;
  readonly selfChangePlanIds: readonly PlanId[];
}

interface PlanRow extends SellablePlan {
  readonly partnerId: string | null;
  readonly active: boolean;
  readonly available: boolean;
  readonly partners: readonly string[];
}

/** A plan that may be sold to this account's customer now. `inBundle`: as a part of a bundle that is sold. */
export async function planFor(sql: Sql, planId: PlanId, account: Account, inBundle = false): Promise<SellablePlan> {
  const plan = await sql.first<PlanRow>(
    `SELECT id, partner_id AS "partnerId", kind, title, service_description AS "serviceDescription", unit_price AS "unitPrice", currency,
       tax_inclusive AS "taxInclusive", tax_rate_id AS "taxRateId", period_months AS "periodMonths", period_weeks AS "periodWeeks", contract_months AS "contractMonths",
       bundled_plan_ids AS "bundledPlanIds", activation_fee AS "activationFee", activation_fee_when AS "activationFeeWhen",
       change_fee AS "changeFee", first_months AS "firstMonths", first_months_kind AS "firstMonthsKind", first_months_value AS "firstMonthsValue",
       self_change_plan_ids AS "selfChangePlanIds", active, available,
       ARRAY(SELECT partner_id FROM billing.plan_partner WHERE plan_id = plan.id) AS partners FROM billing.plan WHERE id = $1`,
    [planId],
  );
  if (!plan) throw notFound('plan');
  if (!plan.active || (!plan.available && !inBundle))
    throw conflict('PLAN_NOT_AVAILABLE', `The plan ${plan.title} is not sold any more. Choose another one.`);
  if (plan.kind === 'one_time')
    throw conflict('PLAN_IS_ONE_TIME', 'One-time plans are sold by an invoice, not as a service.');
  if (plan.currency !== account.currency)
    throw conflict('CURRENCY_DIFFERS', `The plan is priced in ${plan.currency}, the account in ${account.currency}.`);
  const offered =
    plan.partnerId === null
      ? plan.partners.length === 0 || plan.partners.includes(account.partnerId)
      : plan.partnerId === account.partnerId;
  if (!offered)
    throw conflict('PLAN_OF_OTHER_PARTNER', `The plan ${plan.title} is not offered to the customers of this partner.`);
  return plan;
}
