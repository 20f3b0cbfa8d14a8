import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, invalid } from '@demarc/kernel';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, MaxLength, MinLength } from 'class-validator';
import type { RouterId } from '../../domain/ids.js';
import { NetworkingPermissions } from '../../permissions.js';
import { CompareRouter } from './compare-router.job.js';
import { approvePlan } from './plan-commands.js';
import type { RouterPlanId } from './plan-store.js';
import { keptRouter } from './router-of-plan.js';

const MOST = 500;

@InputType({ description: 'Which routers are to be put right.' })
export class ProposeRouterPlansInput {
  @Field(() => [RecordIdScalar], { description: 'The routers.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST)
  @IsRecordId({ each: true })
  routerIds: RouterId[];
}

/** Has a plan made for each of many routers: they are read first, after the commit, and their plans then wait to be approved. */
@Injectable()
export class ProposeRouterPlans extends Command<ProposeRouterPlansInput, { routers: number }> {
  readonly rule: CommandRule = {
    name: 'networking.proposeRouterPlans',
    sentence: 'Propose what is to be written on many routers',
    permission: NetworkingPermissions['drift.repair'],
    risk: 'normal',
  };
  readonly input = ProposeRouterPlansInput;

  async handle({ routerIds }: ProposeRouterPlansInput, act: Act): Promise<{ routers: number }> {
    const { id, name } = actorLabel(act.actor);
    const routers = [...new Set(routerIds)];
    for (const routerId of routers) {
      const router = await keptRouter(act, routerId);
      if ((router.options.api?.mode ?? 'passive') === 'passive')
        throw conflict('ROUTER_IS_PASSIVE', `${router.name} is only compared, never written. Leave it out.`);
      act.audit({ kind: 'router', id: routerId, partnerId: router.partnerId }, `Plan for ${router.name} asked for`);
      act.enqueue(CompareRouter, { routerId, proposer: { id, name } });
    }
    return { routers: routers.length };
  }
}

@InputType({ description: 'A plan as it was looked at.' })
export class PlanOfFleetInput {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  @IsRecordId()
  planId: RouterPlanId;

  @Field(() => String, { description: 'The digest of the plan that was looked at.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  digest: string;
}

@InputType({ description: 'Plans of several routers: the first is carried out and read back before the others begin.' })
export class ApproveRouterPlansInput {
  @Field(() => [PlanOfFleetInput], { description: 'The plans; the first in the list goes first.' })
  @IsListOf(() => PlanOfFleetInput, { least: 2, most: MOST })
  plans: PlanOfFleetInput[];
}

/**
 * One router first: its plan is written and read back; the others wait for it, and go back to waiting for a person when it does not
 * come out as planned. All are approved, or none.
 */
@Injectable()
export class ApproveRouterPlans extends Command<
  ApproveRouterPlansInput,
  { firstPlanId: RouterPlanId; waiting: number }
> {
  readonly rule: CommandRule = {
    name: 'networking.approveRouterPlans',
    sentence: 'Approve what is to be written on many routers, one of them first',
    permission: NetworkingPermissions['drift.repair'],
    risk: 'high',
  };
  readonly input = ApproveRouterPlansInput;

  async handle({ plans }: ApproveRouterPlansInput, act: Act): Promise<{ firstPlanId: RouterPlanId; waiting: number }> {
    const [first, ...others] = plans;
    if (!first || new Set(plans.map(({ planId }) => planId)).size !== plans.length)
      throw invalid('PLAN_TWICE', 'Name each plan once.', [{ field: 'plans', message: 'has a plan twice' }]);
    await lockInOrder(act, plans);
    await approvePlan(act, first);
    for (const plan of others) await approvePlan(act, { ...plan, afterPlanId: first.planId });
    return { firstPlanId: first.planId, waiting: others.length };
  }
}

/** Whatever goes first, two people who approve the same plans at once take their locks in one order. */
async function lockInOrder(act: Act, plans: readonly PlanOfFleetInput[]): Promise<void> {
  await act.sql.query('SELECT id FROM networking.router_plan WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE', [
    plans.map(({ planId }) => planId),
  ]);
}
