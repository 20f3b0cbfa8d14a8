import { contentHash, conflict, type LocalDate, notFound, type Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { planChange, type PlanChangePlan, type PlanChangeRefusal } from '../../domain/index.js';
import type { PlanId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { taxFor } from '../pricing/tax-books.js';
import { chargedLines, type ChargedServiceLine } from '../runs/charged-lines.js';
import { billableAccount, loadService, type LoadedService } from '../runs/load-billable.js';
import { planChangeTermsOf, type BillingTerms } from '../settings/settings.js';

export interface PlanChangeWish {
  readonly serviceId: string;
  readonly planId: PlanId;
  readonly changeOn: LocalDate;
  readonly unitPrice?: string | undefined;
  readonly quantity?: string | undefined;
}

export interface DecidedPlanChange {
  readonly plan: PlanChangePlan;
  readonly service: LoadedService;
  readonly newPlan: NewPlanRow;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly invoiceOf: ReadonlyMap<string, ChargedServiceLine>;
  readonly hash: string;
}

export interface NewPlanRow {
  readonly id: PlanId;
  readonly kind: LoadedService['planKind'];
  readonly title: string;
  readonly service_description: string;
  readonly unit_price: string;
  readonly tax_inclusive: boolean;
  readonly tax_rate_id: string | null;
  readonly tax_name: string | null;
  readonly tax_percent: string | null;
  readonly period_months: number | null;
}

/** One decision for the preview and for the change. `newServiceId` names the service that would be made. */
export async function decidePlanChange(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  wish: PlanChangeWish,
  newServiceId: string,
): Promise<DecidedPlanChange> {
  const service = await loadService(sql, wish.serviceId, today, terms);
  const newPlan = await sql.first<NewPlanRow>(
    `SELECT plan.id, kind, title, service_description, unit_price, tax_inclusive, tax_rate_id, tax.name AS tax_name, tax.percent AS tax_percent, period_months
       FROM billing.plan LEFT JOIN billing.tax_rate tax ON tax.id = tax_rate_id WHERE plan.id = $1`,
    [wish.planId],
  );
  if (!service) throw notFound('service');
  if (!newPlan) throw notFound('plan');
  const { tax } = await taxFor(sql, account, terms, newPlan.tax_rate_id, today);
  const lines = await chargedLines(sql, wish.serviceId, service.startsOn);
  const quantity = wish.quantity ?? service.quantity;
  const unitPrice = wish.unitPrice ?? newPlan.unit_price;
  const { policy, services } = billableAccount(account, [service], terms);
  const decided = planChange({
    currency: account.currency,
    today,
    changeOn: wish.changeOn,
    service: services[0] ?? service,
    chargedLines: lines,
    to: {
      serviceId: newServiceId,
      planKind: newPlan.kind,
      description: newPlan.service_description,
      quantity,
      unitPrice,
      priceIncludesTax: newPlan.tax_inclusive,
      tax,
      payPeriod: newPlan.period_months === null ? null : { unit: 'month', count: newPlan.period_months },
    },
    policy,
    terms: planChangeTermsOf(terms, tax),
  });
  if (!decided.ok) throw refusalOf(decided.error);
  const invoiceOf = new Map(lines.map((line) => [line.lineId, line]));
  return { plan: decided.value, service, newPlan, quantity, unitPrice, invoiceOf, hash: hashOf(decided.value, wish) };
}

function hashOf(plan: PlanChangePlan, wish: PlanChangeWish): string {
  const amount = (line: { netMinor: bigint; taxMinor: bigint }): string => `${line.netMinor}+${line.taxMinor}`;
  return contentHash([
    wish.serviceId,
    wish.planId,
    wish.changeOn,
    plan.credits.map(amount),
    plan.fee && amount(plan.fee),
    plan.charges.map(amount),
    plan.oldService.kind,
  ]);
}

function refusalOf(error: PlanChangeRefusal): Refusal {
  switch (error.code) {
    case 'PLAN_CHANGE_BEFORE_START':
      return conflict(error.code, `The service begins on ${error.earliestOn}. Choose that day or a later one.`, {
        earliestOn: error.earliestOn,
      });
    case 'PLAN_CHANGE_AFTER_END':
      return conflict(error.code, `The service ends on ${error.latestOn}. Choose that day or an earlier one.`, {
        latestOn: error.latestOn,
      });
    case 'PLAN_CHANGE_BEFORE_PAID_UNTIL':
      return conflict(
        error.code,
        `Nothing is given back for charged days, so the earliest day is ${error.earliestOn}.`,
        { earliestOn: error.earliestOn },
      );
    case 'PLAN_CHANGE_NOT_BILLED':
      return conflict(error.code, 'An archived service cannot change its plan.');
  }
}
