import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, notFound } from '@demarc/kernel';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import type { RouterId } from '../../domain/ids.js';
import { NetworkingPermissions } from '../../permissions.js';
import { CompareRouter } from './compare-router.job.js';
import { keptRouter } from './router-of-plan.js';

@InputType({ description: 'A row of a router, by its menu and what people know it by.' })
export class RouterRowInput {
  @Field(() => String, { description: 'The menu, as /ppp/secret.' })
  @IsString()
  @MaxLength(64)
  menu: string;

  @Field(() => String, { description: 'Login, address or name.' })
  @IsString()
  @MaxLength(500)
  name: string;
}

@InputType({ description: 'Which routers are read and compared.' })
export class CompareRoutersInput {
  @Field(() => [RecordIdScalar], { description: 'The routers.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @IsRecordId({ each: true })
  routerIds: RouterId[];
}

/** Reads routers now rather than when it is their turn. They are asked after the commit. */
@Injectable()
export class CompareRouters extends Command<CompareRoutersInput, { routers: number }> {
  readonly rule: CommandRule = {
    name: 'networking.compareRouters',
    sentence: 'Read routers and compare them with what they should have',
    permission: NetworkingPermissions['drift.view'],
    risk: 'normal',
  };
  readonly input = CompareRoutersInput;

  async handle({ routerIds }: CompareRoutersInput, act: Act): Promise<{ routers: number }> {
    const seen = await act.sql.query<{ id: string }>(
      'SELECT id FROM networking.router WHERE id = ANY ($1::uuid[]) AND active',
      [routerIds],
    );
    if (seen.length !== new Set(routerIds).size) throw notFound('router');
    for (const { id } of seen) act.enqueue(CompareRouter, { routerId: id }, { singletonKey: id });
    return { routers: seen.length };
  }
}

@InputType({ description: 'What of a router is to be put right.' })
export class ProposeRouterPlanInput {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  @IsRecordId()
  routerId: RouterId;

  @Field(() => [RouterRowInput], { nullable: true, description: 'These differences only; all when left out.' })
  @IsOptional()
  @IsListOf(() => RouterRowInput, { least: 1, most: 10_000 })
  only?: RouterRowInput[];
}

/** Has a plan made from the router as it is now: it is read first, after the commit, and the plan then waits to be approved. */
@Injectable()
export class ProposeRouterPlan extends Command<ProposeRouterPlanInput, { routerId: RouterId }> {
  readonly rule: CommandRule = {
    name: 'networking.proposeRouterPlan',
    sentence: 'Propose what is to be written on a router',
    permission: NetworkingPermissions['drift.repair'],
    risk: 'normal',
  };
  readonly input = ProposeRouterPlanInput;

  async handle({ routerId, only }: ProposeRouterPlanInput, act: Act): Promise<{ routerId: RouterId }> {
    const router = await keptRouter(act, routerId);
    if ((router.options.api?.mode ?? 'passive') === 'passive')
      throw conflict(
        'ROUTER_IS_PASSIVE',
        `${router.name} is only compared, never written. Change that on the router first.`,
      );
    const { id, name } = actorLabel(act.actor);
    act.audit({ kind: 'router', id: routerId, partnerId: router.partnerId }, `Plan for ${router.name} asked for`);
    act.enqueue(CompareRouter, {
      routerId,
      proposer: { id, name },
      ...(only === undefined ? {} : { only: only.map(({ menu, name: row }) => ({ menu, name: row })) }),
    });
    return { routerId };
  }
}
