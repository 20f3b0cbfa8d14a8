import { conflict, contentHash, type LocalDate, maxDate, notFound, type Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  payPeriodOf,
  planChange,
  type PlanChangePlan,
  type PlanChangeRefusal,
  type PlanChangeTerms,
} from '../../domain/index.js';
import type { PlanId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { type LineTax, taxFor, taxOfNewService } from '../pricing/tax-books.js';
import { chargedLines, type ChargedServiceLine } from '../runs/charged-lines.js';
import { billableAccount, loadService, type LoadedService } from '../runs/load-billable.js';
import { planFor, type SellablePlan } from '../services/sellable-plan.js';
import { refuseRollover } from '../settings/change-policy.js';
import { type BillingTerms, planChangeTermsOf } from '../settings/settings.js';

export interface PlanChangeOptions {
  readonly refund?: 'none' | 'unused' | 'rollover';
  readonly invoice?: PlanChangeTerms['invoice'];
  readonly withFee?: boolean;
}

export interface PlanChangeWish {
  readonly serviceId: string;
  readonly planId: PlanId;
  readonly changeOn: LocalDate;
  readonly unitPrice?: string | undefined;
  readonly quantity?: string | undefined;
  readonly options?: PlanChangeOptions | undefined;
  readonly keepDiscounts?: boolean | undefined;
}

export interface DecidedPlanChange {
  readonly plan: PlanChangePlan;
  readonly service: LoadedService;
  readonly newPlan: SellablePlan;
  readonly quantity: string;
  readonly unitPrice: string;
  /** The terms that held: the settings, with what this change does differently. */
  readonly terms: PlanChangeTerms;
  readonly invoiceOf: ReadonlyMap<string, ChargedServiceLine>;
  readonly hash: string;
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
  const loaded = await loadService(sql, wish.serviceId, today, terms);
  if (!loaded) throw notFound('service');
  const newPlan = await planFor(sql, wish.planId, account, 'service', maxDate(wish.changeOn, today));
  await refuseWrongKind(sql, wish.serviceId, loaded, newPlan);
  const feeTax = await taxFor(sql, account, terms, newPlan.taxRateId, today);
  const taxes = await taxOfNewService(sql, account, terms, newPlan.taxRateId, today);
  const lines = await chargedLines(sql, wish.serviceId, loaded.startsOn);
  const quantity = wish.quantity ?? loaded.quantity;
  const unitPrice = wish.unitPrice ?? newPlan.unitPrice;
  const { policy, services } = billableAccount(account, [loaded], terms);
  const service = services[0] ?? loaded;
  const set = withOwnFee(
    planChangeTermsOf(terms, feeTax, account.billingType),
    await ownFee(sql, loaded.planId),
    feeTax,
  );
  const held = termsOf(set, wish.options);
  const decided = planChange({
    currency: account.currency,
    today,
    changeOn: wish.changeOn,
    service,
    chargedLines: lines,
    to: {
      serviceId: newServiceId,
      planKind: newPlan.kind,
      description: newPlan.serviceDescription,
      quantity,
      unitPrice,
      priceIncludesTax: newPlan.taxInclusive,
      ...taxes,
      payPeriod: payPeriodOf(newPlan.periodMonths, newPlan.periodWeeks),
      ...(wish.keepDiscounts && service.discounts ? { discounts: service.discounts } : {}),
    },
    policy,
    terms: held,
  });
  if (!decided.ok) throw refusalOf(decided.error);
  const invoiceOf = new Map(lines.map((line) => [line.lineId, line]));
  const hash = hashOf(decided.value, wish, unitPrice, quantity);
  return { plan: decided.value, service, newPlan, quantity, unitPrice, terms: held, invoiceOf, hash };
}

async function refuseWrongKind(sql: Sql, serviceId: string, service: LoadedService, plan: SellablePlan): Promise<void> {
  if (plan.kind !== service.planKind)
    throw conflict('PLAN_KIND_DIFFERS', `A service of kind ${service.planKind} changes to a plan of the same kind.`);
  const bundle = await sql.first('SELECT 1 FROM billing.service WHERE id = $1 AND bundle_service_id IS NOT NULL', [
    serviceId,
  ]);
  if (bundle) throw conflict('SERVICE_IN_BUNDLE', 'This service is part of a bundle. Change the bundle.');
  const waiting = await sql.first<{ change_on: LocalDate }>(
    `SELECT change_on FROM billing.plan_change WHERE old_service_id = $1 AND state = 'scheduled'`,
    [serviceId],
  );
  if (waiting)
    throw conflict(
      'PLAN_CHANGE_SCHEDULED',
      `A change of plan is scheduled for ${waiting.change_on} already. Undo it first.`,
      { changeOn: waiting.change_on },
    );
}

/** A plan may ask for a fee of its own when it is left. */
async function ownFee(sql: Sql, planId: string): Promise<string | null> {
  const plan = await sql.first<{ fee: string | null }>('SELECT change_fee AS fee FROM billing.plan WHERE id = $1', [
    planId,
  ]);
  return plan?.fee ?? null;
}

function withOwnFee(set: PlanChangeTerms, amount: string | null, taxes: LineTax): PlanChangeTerms {
  if (amount === null) return set;
  const fee = { amount, amountIncludesTax: false, ...taxes };
  return { ...set, feeToDearer: fee, feeToCheaper: fee };
}

function termsOf(set: PlanChangeTerms, options: PlanChangeOptions = {}): PlanChangeTerms {
  const { refund = set.refund, invoice = set.invoice, withFee = true } = options;
  if (refund === 'rollover') {
    refuseRollover(refund);
    return set;
  }
  return { ...set, refund, invoice, ...(withFee ? {} : { feeToDearer: null, feeToCheaper: null }) };
}

function hashOf(plan: PlanChangePlan, wish: PlanChangeWish, unitPrice: string, quantity: string): string {
  const amount = (line: { netMinor: bigint; taxMinor: bigint }): string => `${line.netMinor}+${line.taxMinor}`;
  return contentHash([
    wish.serviceId,
    wish.planId,
    wish.changeOn,
    unitPrice,
    quantity,
    wish.keepDiscounts ?? false,
    plan.credits.map(amount),
    plan.fee && amount(plan.fee),
    plan.feeWhen,
    plan.charges.map(amount),
    plan.deferredMinor.toString(),
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
