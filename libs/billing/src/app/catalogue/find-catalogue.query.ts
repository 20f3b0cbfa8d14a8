import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { type CustomValues, listCustomFields, type ListedCustomField } from '@demarc/crm';
import { notFound } from '@demarc/kernel';
import type { ContractAtEnd, PlanKind, VoiceKind } from '../../domain/index.js';
import type { PaymentMethodId, PlanId, TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';

export interface FoundTaxRate {
  readonly id: TaxRateId;
  readonly name: string;
  readonly percent: string;
  readonly archived: boolean;
}

export interface FoundPlan {
  readonly id: PlanId;
  readonly partnerId: string | null;
  readonly partnerIds: readonly string[];
  readonly kind: PlanKind;
  readonly title: string;
  readonly serviceDescription: string;
  readonly unitPrice: string;
  readonly currency: string;
  readonly taxInclusive: boolean;
  readonly taxRate: FoundTaxRate | null;
  readonly periodMonths: number | null;
  readonly periodWeeks: number | null;
  readonly contractMonths: number | null;
  readonly prepaidDays: number | null;
  readonly billingTypes: readonly string[];
  readonly customerCategories: readonly string[];
  readonly locationIds: readonly string[];
  readonly bundledPlanIds: readonly PlanId[];
  readonly activationFee: string | null;
  readonly activationFeeWhen: 'first_billing' | 'on_creation';
  readonly endFee: string | null;
  readonly earlyEndFee: string | null;
  readonly changeFee: string | null;
  readonly contractRenews: boolean;
  readonly contractAtEnd: ContractAtEnd;
  readonly autoReactivate: boolean;
  readonly firstMonths: number | null;
  readonly firstMonthsKind: 'percent' | 'fixed' | null;
  readonly firstMonthsValue: string | null;
  readonly selfChangePlanIds: readonly PlanId[];
  readonly voiceKind: VoiceKind | null;
  readonly customFields: CustomValues;
  readonly active: boolean;
  readonly available: boolean;
  readonly services: number;
  readonly revision: number;
}

export interface FoundPaymentMethod {
  readonly id: PaymentMethodId;
  readonly name: string;
  readonly ledgerAccount: string;
  readonly active: boolean;
}

const VIEW: Pick<Rule, 'permission' | 'customer'> = { permission: BillingPermissions['plan.view'] };

const PLANS = `
  SELECT plan.id, plan.partner_id AS "partnerId", plan.kind, plan.title, plan.service_description AS "serviceDescription", plan.unit_price AS "unitPrice",
    plan.currency, plan.tax_inclusive AS "taxInclusive", plan.period_months AS "periodMonths", plan.period_weeks AS "periodWeeks", plan.contract_months AS "contractMonths",
    plan.prepaid_days AS "prepaidDays", plan.billing_types AS "billingTypes", plan.customer_categories AS "customerCategories", plan.location_ids AS "locationIds",
    plan.bundled_plan_ids AS "bundledPlanIds", plan.activation_fee AS "activationFee", plan.activation_fee_when AS "activationFeeWhen",
    plan.end_fee AS "endFee", plan.early_end_fee AS "earlyEndFee", plan.change_fee AS "changeFee", plan.contract_renews AS "contractRenews", plan.contract_at_end AS "contractAtEnd",
    plan.auto_reactivate AS "autoReactivate",
    plan.first_months AS "firstMonths", plan.first_months_kind AS "firstMonthsKind", plan.first_months_value AS "firstMonthsValue",
    plan.self_change_plan_ids AS "selfChangePlanIds", plan.voice_kind AS "voiceKind", plan.custom_fields AS "customFields", plan.active, plan.available, plan.revision,
    CASE WHEN tax.id IS NOT NULL THEN jsonb_build_object('id', tax.id, 'name', tax.name, 'percent', tax.percent::text, 'archived', tax.archived) END AS "taxRate",
    ARRAY(SELECT partner_id FROM billing.plan_partner WHERE plan_id = plan.id ORDER BY partner_id) AS "partnerIds",
    (SELECT count(*)::int FROM billing.service WHERE plan_id = plan.id AND status IN ('pending', 'active', 'paused')) AS services
  FROM billing.plan LEFT JOIN billing.tax_rate tax ON tax.id = plan.tax_rate_id`;

export interface PlanFilter {
  readonly kind?: PlanKind | undefined;
  readonly search?: string | undefined;
  readonly archived?: boolean | undefined;
}

@Injectable()
export class ListPlans extends Query<PlanFilter, FoundPlan[]> {
  readonly rule: Rule = { name: 'billing.listPlans', sentence: 'List plans', ...VIEW };

  answer({ kind, search, archived = false }: PlanFilter, { sql }: Asking): Promise<FoundPlan[]> {
    return sql.query<FoundPlan>(
      `${PLANS} WHERE ($1::text IS NULL OR plan.kind = $1) AND ($2::text IS NULL OR position(lower($2) IN lower(plan.title)) > 0) AND plan.active = NOT $3::boolean
        ORDER BY plan.kind, plan.title, plan.id LIMIT 1000`,
      [kind ?? null, search ?? null, archived],
    );
  }
}

@Injectable()
export class FindPlan extends Query<{ id: PlanId }, FoundPlan> {
  readonly rule: Rule = { name: 'billing.findPlan', sentence: 'Open a plan', ...VIEW };

  async answer({ id }: { id: PlanId }, { sql }: Asking): Promise<FoundPlan> {
    const found = await sql.first<FoundPlan>(`${PLANS} WHERE plan.id = $1`, [id]);
    if (!found) throw notFound('plan');
    return found;
  }
}

/** The operator's own fields of plans: who sees the plans sees what their fields are called. */
@Injectable()
export class ListPlanFields extends Query<Record<string, never>, readonly ListedCustomField[]> {
  readonly rule: Rule = { name: 'billing.listPlanFields', sentence: 'See the own fields of plans', ...VIEW };

  answer(_: Record<string, never>, { sql }: Asking): Promise<readonly ListedCustomField[]> {
    return listCustomFields(sql, { entity: 'plan' });
  }
}

@Injectable()
export class ListTaxRates extends Query<{ archived?: boolean | undefined }, FoundTaxRate[]> {
  readonly rule: Rule = { name: 'billing.listTaxRates', sentence: 'List tax rates', ...VIEW };

  answer({ archived = false }: { archived?: boolean | undefined }, { sql }: Asking): Promise<FoundTaxRate[]> {
    return sql.query<FoundTaxRate>(
      'SELECT id, name, percent, archived FROM billing.tax_rate WHERE archived = $1 ORDER BY name, id',
      [archived],
    );
  }
}

@Injectable()
export class ListPaymentMethods extends Query<object, FoundPaymentMethod[]> {
  readonly rule: Rule = {
    name: 'billing.listPaymentMethods',
    sentence: 'List ways to pay',
    permission: BillingPermissions['payment.view'],
  };

  answer(_input: object, { sql }: Asking): Promise<FoundPaymentMethod[]> {
    return sql.query<FoundPaymentMethod>(
      'SELECT id, name, ledger_account AS "ledgerAccount", active FROM billing.payment_method WHERE active ORDER BY name, id',
    );
  }
}
