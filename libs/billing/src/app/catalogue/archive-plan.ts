import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict } from '@demarc/kernel';
import { PlanEntity } from '../../data/plan.entity.js';
import { PlanEdited } from '../../events.js';
import type { PlanId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { lockPlan } from './edit-plan.js';

@InputType({ description: 'Names one plan.' })
export class ArchivePlanInput {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  @IsRecordId()
  planId: PlanId;
}

/** No new service takes it; existing ones go on. */
@Injectable()
export class ArchivePlan extends Command<ArchivePlanInput, { planId: PlanId }> {
  readonly rule: CommandRule = {
    name: 'billing.archivePlan',
    sentence: 'Archive a plan',
    permission: BillingPermissions['plan.manage'],
    risk: 'normal',
  };
  readonly input = ArchivePlanInput;

  async handle({ planId }: ArchivePlanInput, act: Act): Promise<{ planId: PlanId }> {
    const plan = await lockPlan(act, planId);
    await act.manager.update(
      PlanEntity,
      { id: planId },
      { active: false, available: false, revision: plan.revision + 1 },
    );
    act.emit(PlanEdited, { planId }, { partnerId: plan.partnerId });
    act.audit({ kind: 'plan', id: planId, partnerId: plan.partnerId }, `Plan ${plan.title} archived`);
    return { planId };
  }
}

/** Takes an archived plan back into the catalogue; whether it is offered is said by an edit, so nothing is sold by accident. */
@Injectable()
export class RestorePlan extends Command<ArchivePlanInput, { planId: PlanId }> {
  readonly rule: CommandRule = {
    name: 'billing.restorePlan',
    sentence: 'Restore an archived plan',
    permission: BillingPermissions['plan.manage'],
    risk: 'normal',
  };
  readonly input = ArchivePlanInput;

  async handle({ planId }: ArchivePlanInput, act: Act): Promise<{ planId: PlanId }> {
    const plan = await lockPlan(act, planId);
    if (plan.active) throw conflict('PLAN_NOT_ARCHIVED', `The plan ${plan.title} is not archived.`);
    await act.manager.update(PlanEntity, { id: planId }, { active: true, revision: plan.revision + 1 });
    act.emit(PlanEdited, { planId }, { partnerId: plan.partnerId });
    act.audit({ kind: 'plan', id: planId, partnerId: plan.partnerId }, `Plan ${plan.title} restored`);
    return { planId };
  }
}
