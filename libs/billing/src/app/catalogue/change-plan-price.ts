import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, type Asking, Command, type CommandRule, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { decodeCursor } from '@demarc/graphql';
import { conflict, Decimal, Refusal } from '@demarc/kernel';
import { PlanEdited } from '../../events.js';
import type { PriceChangeId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { ChangePricesJob } from './change-prices.job.js';
import {
  type DecidedPriceChange,
  decidePriceChange,
  pageOfTouched,
  type TouchedService,
} from './decide-price-change.js';
import { lockPlan } from './edit-plan.js';
import { writePlanPrice } from './plan-prices.js';
import { ApplyPriceChangeInput, type PriceChangeInput } from './price-change.input.js';

export interface PriceChangePreview extends Omit<DecidedPriceChange, 'services'> {
  readonly rows: readonly TouchedService[];
  readonly hasMore: boolean;
}

export interface PriceChangeQuestion {
  readonly wish: PriceChangeInput;
  readonly first: number;
  readonly after?: string | undefined;
}

/** Whom a change of price would touch, each with the old and the new price and the day; nothing is written. */
@Injectable()
export class PreviewPriceChange extends Query<PriceChangeQuestion, PriceChangePreview> {
  readonly rule: Rule = {
    name: 'billing.previewPriceChange',
    sentence: 'See whom a change of price would touch',
    permission: BillingPermissions['plan.manage'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer({ wish, first, after }: PriceChangeQuestion, { sql, clock }: Asking): Promise<PriceChangePreview> {
    const today = clock.todayIn((await this.operators.settings(sql)).timeZone);
    const { services, ...decided } = await decidePriceChange(sql, wish, today);
    const number = after ? String(decodeCursor(after, 1)[0]) : null;
    const rows = await pageOfTouched(sql, { ...decided, services }, number, first + 1);
    return { ...decided, rows: rows.slice(0, first), hasMore: rows.length > first };
  }
}

/** Sets the list price at once, and writes down whom it reaches; a job changes their prices page by page, each service once. */
@Injectable()
export class ChangePlanPrice extends Command<ApplyPriceChangeInput, { changeId: PriceChangeId }> {
  readonly rule: CommandRule = {
    name: 'billing.changePlanPrice',
    sentence: 'Change the price of a plan',
    permission: BillingPermissions['plan.manage'],
    risk: 'high',
  };
  readonly input = ApplyPriceChangeInput;

  constructor(private readonly operators: Operators) {
    super();
  }

  async handle({ hash, ...wish }: ApplyPriceChangeInput, act: Act): Promise<{ changeId: PriceChangeId }> {
    const plan = await lockPlan(act, wish.planId);
    const { timeZone: zone } = await this.operators.settings(act.sql);
    const today = act.todayIn(zone);
    const decided = await decidePriceChange(act.sql, wish, today);
    if (decided.hash !== hash)
      throw new Refusal('stale', 'PRICES_CHANGED', 'Other customers or prices are touched by now. Look at them again.');
    const newPrice = wish.unitPrice !== undefined && !new Decimal(wish.unitPrice).eq(decided.priceBefore);
    const newText = wish.serviceDescription !== undefined && wish.serviceDescription !== plan.serviceDescription;
    if (!newPrice && !newText && decided.touched === 0)
      throw conflict('NOTHING_TO_CHANGE', 'The plan and its services are like that already.');
    const changeId = act.newId<'PriceChange'>();
    await record(act, changeId, wish, decided);
    if (wish.unitPrice !== undefined)
      await writePlanPrice(act, { planId: plan.id, from: wish.from, unitPrice: wish.unitPrice }, { today, zone });
    await act.sql.execute(
      'UPDATE billing.plan SET service_description = coalesce($2, service_description), revision = revision + 1 WHERE id = $1',
      [plan.id, wish.serviceDescription ?? null],
    );
    act.emit(PlanEdited, { planId: plan.id }, { partnerId: plan.partnerId });
    act.enqueue(ChangePricesJob, { changeId });
    act.audit(
      { kind: 'plan', id: plan.id, partnerId: plan.partnerId },
      `Plan ${plan.title}: ${wish.unitPrice === undefined ? 'new text' : `price ${wish.unitPrice} ${plan.currency} from ${wish.from}`}, ${decided.touched} services touched`,
      { after: { ...wish, changeId, monthlyMinor: decided.monthlyMinor.toString() } },
    );
    return { changeId };
  }
}

async function record(
  act: Act,
  changeId: PriceChangeId,
  { planId, reach, from, unitPrice, serviceDescription }: PriceChangeInput,
  { services, priceBefore, touched, monthlyMinor }: DecidedPriceChange,
): Promise<void> {
  await act.sql.execute(
    `INSERT INTO billing.price_change (id, plan_id, reach, valid_from, price_before, unit_price, description, status, touched, monthly_minor, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'applying', $8, $9, $10, $11)`,
    [
      changeId,
      planId,
      reach,
      from,
      priceBefore,
      unitPrice ?? null,
      serviceDescription ?? null,
      touched,
      monthlyMinor.toString(),
      actorLabel(act.actor).name,
      act.at,
    ],
  );
  await act.sql.execute(
    `INSERT INTO billing.price_change_item (change_id, service_id, customer_id, partner_id, old_price, new_price, old_description, new_description, valid_from, monthly_minor)
     SELECT $8, id, customer_id, partner_id, old_price, new_price, old_description, new_description, valid_from, monthly_minor FROM (${services.sql}) touched`,
    [...services.values, changeId],
  );
}
