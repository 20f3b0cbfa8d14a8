import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { customFieldRules, Operators, validCustomValues } from '@demarc/crm';
import { RecordIdScalar } from '@demarc/graphql';
import { Decimal, notFound } from '@demarc/kernel';
import { PlanEntity } from '../../data/plan.entity.js';
import { PlanEdited } from '../../events.js';
import type { PlanId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { checkPlanLinks, refuseEverybodysPlan, writePlanPartners } from './create-plan.js';
import { PlanDetailsInput } from './plan.input.js';
import { writePlanPrice } from './plan-prices.js';
import { termsOfPlan } from './plan-terms.input.js';

@InputType({ description: 'New data of a plan. Services that have it keep their price.' })
export class EditPlanInput extends PlanDetailsInput {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  @IsRecordId()
  planId: PlanId;
}

/** Changes the plan alone: a price that a customer has agreed to stays as it is. */
@Injectable()
export class EditPlan extends Command<EditPlanInput, { planId: PlanId }> {
  readonly rule: CommandRule = {
    name: 'billing.editPlan',
    sentence: 'Change a plan',
    permission: BillingPermissions['plan.manage'],
    risk: 'normal',
  };
  readonly input = EditPlanInput;

  constructor(private readonly operators: Operators) {
    super();
  }

  async handle(input: EditPlanInput, act: Act): Promise<{ planId: PlanId }> {
    const plan = await lockPlan(act, input.planId);
    await checkPlanLinks(act, input, plan.kind);
    const after = {
      title: input.title,
      serviceDescription: input.serviceDescription ?? input.title,
      taxInclusive: input.taxInclusive,
      taxRateId: input.taxRateId ?? null,
      periodMonths: input.periodMonths ?? null,
      periodWeeks: input.periodWeeks ?? null,
      contractMonths: input.contractMonths ?? null,
      available: input.available ?? plan.available,
      prepaidDays: input.prepaidDays === undefined ? plan.prepaidDays : input.prepaidDays,
      billingTypes: input.billingTypes ?? plan.billingTypes,
      customerCategories: input.customerCategories ?? plan.customerCategories,
      locationIds: input.locationIds ?? plan.locationIds,
      bundledPlanIds: input.bundledPlanIds ?? plan.bundledPlanIds,
      voiceKind: input.voiceKind === undefined ? plan.voiceKind : input.voiceKind,
      customFields: input.customFields
        ? validCustomValues(await customFieldRules(act.sql, 'plan'), input.customFields, plan.customFields, null)
        : plan.customFields,
      ...termsOfPlan(input, plan),
    };
    await act.manager.update(PlanEntity, { id: plan.id }, { ...after, revision: plan.revision + 1 });
    if (!new Decimal(input.unitPrice).eq(plan.unitPrice)) {
      const { timeZone: zone } = await this.operators.settings(act.sql);
      const today = act.todayIn(zone);
      await writePlanPrice(act, { planId: plan.id, from: today, unitPrice: input.unitPrice }, { today, zone });
    }
    if (input.partnerIds) await writePlanPartners(act, plan.id, input.partnerIds);
    act.emit(PlanEdited, { planId: plan.id }, { partnerId: plan.partnerId });
    act.audit({ kind: 'plan', id: plan.id, partnerId: plan.partnerId }, `Plan ${plan.title} changed`, {
      before: {
        title: plan.title,
        unitPrice: plan.unitPrice,
        taxInclusive: plan.taxInclusive,
        taxRateId: plan.taxRateId,
      },
      after: { ...after, unitPrice: input.unitPrice },
    });
    return { planId: plan.id };
  }
}

/** Loads a plan for a change; a plan of everybody only for staff who reach everybody. */
export async function lockPlan(act: Act, planId: PlanId): Promise<PlanEntity> {
  const plan = await act.manager.findOne(PlanEntity, { where: { id: planId }, lock: { mode: 'pessimistic_write' } });
  if (!plan) throw notFound('plan');
  if (plan.partnerId === null) refuseEverybodysPlan(act);
  return plan;
}
