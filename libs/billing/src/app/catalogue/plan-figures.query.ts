import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { type CurrencyCode, Decimal, type LocalDate, roundMoney } from '@demarc/kernel';
import type { PlanId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { monthsOfPrice } from './monthly-price.js';

export interface PlanFigures {
  readonly planId: PlanId;
  readonly services: number;
  readonly ownPrices: number;
  readonly currency: CurrencyCode;
  readonly monthlyMinor: bigint;
}

export interface FoundPlanPrice {
  readonly from: LocalDate;
  readonly unitPrice: string;
}

const SEE: Pick<Rule, 'permission'> = { permission: BillingPermissions['plan.view'] };

/** How many have each plan, and what that brings in a month at the prices of today; services inside of bundles count there. */
@Injectable()
export class PlansInFigures extends Query<{ planId?: PlanId | undefined }, PlanFigures[]> {
  readonly rule: Rule = { name: 'billing.plansInFigures', sentence: 'See how many have each plan', ...SEE };

  async answer({ planId }: { planId?: PlanId | undefined }, { sql }: Asking): Promise<PlanFigures[]> {
    const rows = await sql.query<Omit<PlanFigures, 'monthlyMinor'> & { monthly: string }>(
      `SELECT plan.id AS "planId", plan.currency, count(*)::int AS services,
         count(*) FILTER (WHERE service.unit_price IS DISTINCT FROM plan.unit_price AND service.bundle_service_id IS NULL)::int AS "ownPrices",
         coalesce(sum(service.unit_price * service.quantity / ${monthsOfPrice('service')}) FILTER (WHERE service.bundle_service_id IS NULL), 0) AS monthly
         FROM billing.plan JOIN billing.service ON service.plan_id = plan.id AND service.status IN ('pending', 'active', 'paused')
        WHERE plan.kind <> 'one_time' AND ($1::uuid IS NULL OR plan.id = $1) GROUP BY plan.id ORDER BY plan.id`,
      [planId ?? null],
    );
    return rows.map(({ planId: id, services, ownPrices, currency, monthly }) => ({
      planId: id,
      services,
      ownPrices,
      currency,
      monthlyMinor: roundMoney(new Decimal(monthly), currency).amountMinor,
    }));
  }
}

/** What a plan has cost and will cost, by the day from which on. Empty: it has had its price always. */
@Injectable()
export class PlanPrices extends Query<{ planId: PlanId }, FoundPlanPrice[]> {
  readonly rule: Rule = { name: 'billing.planPrices', sentence: 'See prices of a plan over time', ...SEE };

  answer({ planId }: { planId: PlanId }, { sql }: Asking): Promise<FoundPlanPrice[]> {
    return sql.query<FoundPlanPrice>(
      `SELECT price.valid_from AS "from", price.unit_price AS "unitPrice" FROM billing.plan_price price JOIN billing.plan ON plan.id = price.plan_id
        WHERE plan.id = $1 ORDER BY price.valid_from`,
      [planId],
    );
  }
}
