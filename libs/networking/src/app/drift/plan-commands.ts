import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, Refusal } from '@demarc/kernel';
import { IsBoolean, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { rollBackOf } from '../../routeros/objects/router-steps.js';
import { NetworkingPermissions } from '../../permissions.js';
import { ApplyRouterPlan } from './apply-router-plan.job.js';
import { PlanMaker } from './plan-maker.js';
import { PlanStore, type RouterPlanId } from './plan-store.js';
import { keptRouter, type LockedPlan, lockPlan, takeBackWaiting } from './router-of-plan.js';

@InputType({ description: 'A plan as it was looked at.' })
export class ApproveRouterPlanInput {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  @IsRecordId()
  planId: RouterPlanId;

  @Field(() => String, { description: 'The digest of the plan that was looked at.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  digest: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description:
      'Begins only when this plan, of another router, was carried out and read back: one router first, then the rest.',
  })
  @IsOptional()
  @IsRecordId()
  afterPlanId?: RouterPlanId;

  @Field(() => Boolean, { nullable: true, description: 'Now, though the router’s window is closed.' })
  @IsOptional()
  @IsBoolean()
  now?: boolean;
}

/** Lets a plan be carried out. Above the brake somebody other than who proposed it does so. */
@Injectable()
export class ApproveRouterPlan extends Command<ApproveRouterPlanInput, { planId: RouterPlanId }> {
  readonly rule: CommandRule = {
    name: 'networking.approveRouterPlan',
    sentence: 'Approve what is to be written on a router',
    permission: NetworkingPermissions['drift.repair'],
    risk: 'high',
  };
  readonly input = ApproveRouterPlanInput;

  handle(input: ApproveRouterPlanInput, act: Act): Promise<{ planId: RouterPlanId }> {
    return approvePlan(act, input);
  }
}

export async function approvePlan(
  act: Act,
  { planId, digest, afterPlanId, now }: ApproveRouterPlanInput,
): Promise<{ planId: RouterPlanId }> {
  const plan = await lockPlan(act, planId);
  const router = await keptRouter(act, plan.routerId);
  if (plan.state !== 'proposed')
    throw conflict('PLAN_NOT_WAITING', `This plan is ${plan.state}; only one that waits is approved.`);
  if (plan.digest !== digest)
    throw conflict('PLAN_CHANGED', 'This is another plan than the one you looked at. Look at it again.');
  await requireSecond(plan, act);
  if (afterPlanId !== undefined) await requireGoesFirst(act, afterPlanId, planId);
  await act.sql.execute(
    `UPDATE networking.router_plan SET state = 'approved', approved_by_id = $2, approved_by = $3, approved_at = $4, next_attempt_at = $4,
       after_plan_id = $5, ignores_window = $6, note = '' WHERE id = $1`,
    [planId, actorLabel(act.actor).id, actorLabel(act.actor).name, act.at, afterPlanId ?? null, now ?? false],
  );
  await act.sql.execute('UPDATE networking.router_comparison SET rests = false WHERE router_id = $1 AND $2', [
    plan.routerId,
    plan.kind === 'repair',
  ]);
  act.audit(
    { kind: 'router', id: router.id, partnerId: router.partnerId },
    `Plan of ${plan.steps} changes on ${router.name} approved`,
    { planId, ...(afterPlanId === undefined ? {} : { afterPlanId }) },
  );
  act.enqueue(ApplyRouterPlan, { planId }, { singletonKey: planId });
  return { planId };
}

/** Only what is still to come, or is done, can go first: what waited for anything else would wait for ever. */
async function requireGoesFirst(act: Act, firstPlanId: RouterPlanId, planId: RouterPlanId): Promise<void> {
  const first = await lockPlan(act, firstPlanId);
  const goes =
    first.state === 'approved' || first.state === 'applying' || first.state === 'read_back' || first.state === 'done';
  if (first.id === planId || !goes)
    throw conflict(
      'FIRST_PLAN_NOT_APPROVED',
      'The plan that is to go first is not approved, or has ended without success.',
    );
}

/** Of a plan that the comparison made, the first person is who decided about rows in it. */
async function requireSecond(plan: LockedPlan, { actor, sql }: Act): Promise<void> {
  if (!plan.needsSecond || actor.kind === 'system') return;
  const { id } = actorLabel(actor);
  const isFirst =
    plan.proposedById === null
      ? (await sql.first(DECIDED_IN_IT, [plan.id, plan.routerId, id])) !== undefined
      : id === plan.proposedById;
  if (!isFirst) return;
  throw new Refusal(
    'forbidden',
    'SECOND_PERSON',
    'So large a part of the router, or of all customers, is approved by somebody other than who proposed it or decided about its rows.',
  );
}

const DECIDED_IN_IT = `
  SELECT FROM networking.router_plan_step step JOIN networking.router_object_decision decision USING (menu, name)
   WHERE step.plan_id = $1 AND step.cause IN ('adopted', 'to_remove') AND decision.router_id = $2 AND decision.decided_by_id = $3 LIMIT 1`;

@InputType({ description: 'Which plan.' })
export class RouterPlanStepInput {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  @IsRecordId()
  planId: RouterPlanId;
}

/** A plan that is not wanted. What differs stays on the list. */
@Injectable()
export class DiscardRouterPlan extends Command<RouterPlanStepInput, { planId: RouterPlanId }> {
  readonly rule: CommandRule = {
    name: 'networking.discardRouterPlan',
    sentence: 'Discard a plan before it is carried out',
    permission: NetworkingPermissions['drift.repair'],
    risk: 'normal',
  };
  readonly input = RouterPlanStepInput;

  async handle({ planId }: RouterPlanStepInput, act: Act): Promise<{ planId: RouterPlanId }> {
    const plan = await lockPlan(act, planId);
    const router = await keptRouter(act, plan.routerId);
    const begun = await act.sql.first<{ begun: boolean }>(
      'SELECT started_at IS NOT NULL AS begun FROM networking.router_plan WHERE id = $1',
      [planId],
    );
    if (begun?.begun || (plan.state !== 'proposed' && plan.state !== 'approved'))
      throw conflict('PLAN_HAS_BEGUN', 'This plan has begun or ended. Roll it back instead.');
    await act.sql.execute(`UPDATE networking.router_plan SET state = 'discarded', finished_at = $2 WHERE id = $1`, [
      planId,
      act.at,
    ]);
    await takeBackWaiting(act, planId);
    act.audit({ kind: 'router', id: router.id, partnerId: router.partnerId }, `Plan for ${router.name} discarded`, {
      planId,
    });
    return { planId };
  }
}

/**
 * Undoes what a plan wrote, as a plan of its own from the last step to the first: looked at, approved and read back as any other.
 * Repairs by themselves rest afterwards, or they would do it all again.
 */
@Injectable()
export class RollBackRouterPlan extends Command<RouterPlanStepInput, { planId: RouterPlanId }> {
  readonly rule: CommandRule = {
    name: 'networking.rollBackRouterPlan',
    sentence: 'Propose to undo what a plan wrote on a router',
    permission: NetworkingPermissions['drift.repair'],
    risk: 'high',
  };
  readonly input = RouterPlanStepInput;

  constructor(
    private readonly store: PlanStore,
    private readonly plans: PlanMaker,
  ) {
    super();
  }

  async handle({ planId }: RouterPlanStepInput, act: Act): Promise<{ planId: RouterPlanId }> {
    const plan = await lockPlan(act, planId);
    const router = await keptRouter(act, plan.routerId);
    if (plan.state !== 'done' && plan.state !== 'failed')
      throw conflict('PLAN_NOT_DONE', `This plan is ${plan.state}; only one that was carried out is rolled back.`);
    const written = (await this.store.steps(act.sql, planId)).filter(({ state }) => state === 'done');
    if (written.length === 0) throw conflict('NOTHING_WRITTEN', 'This plan wrote nothing that could be undone.');
    const proposed = await this.plans.propose(
      act,
      { ...router, hasRows: true, door: null },
      {
        kind: 'roll_back',
        ofPlanId: planId,
        steps: rollBackOf(written),
        by: { id: actorLabel(act.actor).id, name: actorLabel(act.actor).name },
        mayGoAhead: false,
      },
    );
    if (!proposed)
      throw conflict(
        'PLAN_UNDER_WAY',
        'Another plan of this router is under way or waits already. End or discard it first.',
      );
    await act.sql.execute('UPDATE networking.router_comparison SET rests = true WHERE router_id = $1', [plan.routerId]);
    return { planId: proposed.planId };
  }
}
