import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus, validInput } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { CompareExport } from '../app/drift/compare-export.query.js';
import {
  CompareRouters,
  CompareRoutersInput,
  ProposeRouterPlan,
  ProposeRouterPlanInput,
} from '../app/drift/compare-routers.js';
import {
  DecideRouterRows,
  DecideRouterRowsInput,
  PreviewRouterRows,
  PreviewRouterRowsInput,
} from '../app/drift/decide-rows.js';
import {
  DriftOfService,
  RouterDriftItems,
  RouterFleet,
  RouterPlans,
  RouterPlanSteps,
  RouterRowDecisions,
} from '../app/drift/drift-queries.js';
import {
  ApproveRouterPlan,
  ApproveRouterPlanInput,
  DiscardRouterPlan,
  RollBackRouterPlan,
  RouterPlanStepInput,
} from '../app/drift/plan-commands.js';
import {
  ApproveRouterPlans,
  ApproveRouterPlansInput,
  ProposeRouterPlans,
  ProposeRouterPlansInput,
} from '../app/drift/fleet-commands.js';
import { SetRouterKeeping, SetRouterKeepingInput } from '../app/drift/set-router-keeping.js';
import type { RouterPlanId } from '../app/drift/plan-store.js';
import {
  RouterComparisonView,
  RouterDriftItemView,
  RouterExportComparisonView,
  RouterPlanStepView,
  RouterPlanView,
} from './drift.view.js';
import { RouterRowDecisionView, RouterRowsDecidedView, RouterRowsPreviewView } from './drift-rows.view.js';
import { exportView, stepView } from './drift-views.js';
import { CompareRouterExportInput } from './drift.input.js';

const MOST = 500;

@Resolver()
export class DriftResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(RouterFleet)
  @Query(() => [RouterComparisonView], { description: 'MikroTik routers in use, those that differ most first.' })
  routerComparisons(@CurrentCall() call: Call): Promise<RouterComparisonView[]> {
    return this.queries.ask(RouterFleet, {}, call);
  }

  @Asks(RouterDriftItems)
  @Query(() => [RouterDriftItemView], {
    description: 'What differs on a router, as it was last read; up to 500 rows at once.',
  })
  routerDrift(
    @Args('routerId', { type: () => RecordIdScalar, description: 'The router.' }) routerId: string,
    @CurrentCall() call: Call,
    @Args('after', { type: () => Int, nullable: true, description: 'The last place that was seen.' }) after?: number,
  ): Promise<RouterDriftItemView[]> {
    return this.queries.ask(RouterDriftItems, { routerId, first: MOST, after: after ?? -1 }, call);
  }

  @Asks(DriftOfService)
  @Query(() => [RouterDriftItemView], {
    description: 'What differs on its router for one service, as it was last read.',
  })
  serviceDrift(
    @Args('serviceId', { type: () => RecordIdScalar, description: 'The service.' }) serviceId: string,
    @CurrentCall() call: Call,
  ): Promise<RouterDriftItemView[]> {
    return this.queries.ask(DriftOfService, { serviceId }, call);
  }

  @Asks(RouterRowDecisions)
  @Query(() => [RouterRowDecisionView], { description: 'What people said about rows of a router that are not ours.' })
  routerRowDecisions(
    @Args('routerId', { type: () => RecordIdScalar, description: 'The router.' }) routerId: string,
    @CurrentCall() call: Call,
  ): Promise<RouterRowDecisionView[]> {
    return this.queries.ask(RouterRowDecisions, { routerId }, call);
  }

  @Asks(RouterPlans)
  @Query(() => [RouterPlanView], { description: 'The last 20 plans of a router, newest first.' })
  routerPlans(
    @Args('routerId', { type: () => RecordIdScalar, description: 'The router.' }) routerId: string,
    @CurrentCall() call: Call,
  ): Promise<RouterPlanView[]> {
    return this.queries.ask(RouterPlans, { routerId }, call);
  }

  @Asks(RouterPlans)
  @Query(() => RouterPlanView, { description: 'One plan.' })
  routerPlan(
    @Args('id', { type: () => RecordIdScalar, description: 'The plan.' }) id: RouterPlanId,
    @CurrentCall() call: Call,
  ): Promise<RouterPlanView> {
    return this.plan(id, call);
  }

  @Asks(CompareExport)
  @Query(() => RouterExportComparisonView, {
    description: 'Compares a router by its export file. Nothing is kept, and the router is not asked.',
  })
  async compareRouterExport(
    @Args('input', { description: 'The file.' }) input: CompareRouterExportInput,
    @CurrentCall() call: Call,
  ): Promise<RouterExportComparisonView> {
    return exportView(await this.queries.ask(CompareExport, await validInput(CompareRouterExportInput, input), call));
  }

  @Runs(CompareRouters)
  @Mutation(() => Int, { description: 'Reads routers now and compares them; answers how many will be.' })
  async compareRouters(
    @Args('input', { description: 'Which routers.' }) input: CompareRoutersInput,
    @CurrentCall() call: Call,
  ): Promise<number> {
    return (await this.commands.run(CompareRouters, input, call)).routers;
  }

  @Runs(ProposeRouterPlan)
  @Mutation(() => RecordIdScalar, {
    description: 'Has a plan made of what differs, after the router was read once more; answers the router.',
  })
  async proposeRouterPlan(
    @Args('input', { description: 'What is to be put right.' }) input: ProposeRouterPlanInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ProposeRouterPlan, input, call)).routerId;
  }

  @Runs(ApproveRouterPlan)
  @Mutation(() => RouterPlanView, { description: 'Lets a plan be carried out.' })
  async approveRouterPlan(
    @Args('input', { description: 'The plan as it was looked at.' }) input: ApproveRouterPlanInput,
    @CurrentCall() call: Call,
  ): Promise<RouterPlanView> {
    return this.plan((await this.commands.run(ApproveRouterPlan, input, call)).planId, call);
  }

  @Runs(ProposeRouterPlans)
  @Mutation(() => Int, {
    description: 'Has a plan made for each of many routers, after each was read once more; answers how many.',
  })
  async proposeRouterPlans(
    @Args('input', { description: 'Which routers.' }) input: ProposeRouterPlansInput,
    @CurrentCall() call: Call,
  ): Promise<number> {
    return (await this.commands.run(ProposeRouterPlans, input, call)).routers;
  }

  @Runs(ApproveRouterPlans)
  @Mutation(() => RouterPlanView, {
    description:
      'Lets plans of many routers be carried out, the first of them first: the others begin when it was read back. Answers the first.',
  })
  async approveRouterPlans(
    @Args('input', { description: 'The plans as they were looked at.' }) input: ApproveRouterPlansInput,
    @CurrentCall() call: Call,
  ): Promise<RouterPlanView> {
    return this.plan((await this.commands.run(ApproveRouterPlans, input, call)).firstPlanId, call);
  }

  @Runs(DiscardRouterPlan)
  @Mutation(() => RouterPlanView, { description: 'Discards a plan before it is carried out.' })
  async discardRouterPlan(
    @Args('input', { description: 'Which plan.' }) input: RouterPlanStepInput,
    @CurrentCall() call: Call,
  ): Promise<RouterPlanView> {
    return this.plan((await this.commands.run(DiscardRouterPlan, input, call)).planId, call);
  }

  @Runs(RollBackRouterPlan)
  @Mutation(() => RouterPlanView, { description: 'Proposes to undo what a plan wrote; answers the plan that would.' })
  async rollBackRouterPlan(
    @Args('input', { description: 'Which plan.' }) input: RouterPlanStepInput,
    @CurrentCall() call: Call,
  ): Promise<RouterPlanView> {
    return this.plan((await this.commands.run(RollBackRouterPlan, input, call)).planId, call);
  }

  @Asks(PreviewRouterRows)
  @Query(() => RouterRowsPreviewView, {
    description: 'What a word about rows that are not ours would do, row by row; writes nothing.',
  })
  async routerRowsPreview(
    @Args('input', { description: 'The rows and the word.' }) input: PreviewRouterRowsInput,
    @CurrentCall() call: Call,
  ): Promise<RouterRowsPreviewView> {
    return this.queries.ask(PreviewRouterRows, await validInput(PreviewRouterRowsInput, input), call);
  }

  @Runs(DecideRouterRows)
  @Mutation(() => RouterRowsDecidedView, {
    description: 'Says what becomes of rows that are not ours. Those for which it cannot be are left as they were.',
  })
  decideRouterRows(
    @Args('input', { description: 'The rows and the word.' }) input: DecideRouterRowsInput,
    @CurrentCall() call: Call,
  ): Promise<RouterRowsDecidedView> {
    return this.commands.run(DecideRouterRows, input, call);
  }

  @Runs(SetRouterKeeping)
  @Mutation(() => RecordIdScalar, { description: 'Sets what is kept on a router over its API; answers the router.' })
  async setRouterKeeping(
    @Args('input', { description: 'What is kept.' }) input: SetRouterKeepingInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(SetRouterKeeping, input, call)).routerId;
  }

  private async plan(planId: RouterPlanId, call: Call): Promise<RouterPlanView> {
    const [found] = await this.queries.ask(RouterPlans, { planId }, call);
    return found as RouterPlanView;
  }
}

@Resolver(() => RouterPlanView)
export class RouterPlanResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(RouterPlanSteps)
  @ResolveField(() => [RouterPlanStepView], { description: 'The writes in their order; up to 500 at once.' })
  async stepList(
    @Parent() { id }: RouterPlanView,
    @CurrentCall() call: Call,
    @Args('after', { type: () => Int, nullable: true, description: 'The last place that was seen.' }) after?: number,
  ): Promise<RouterPlanStepView[]> {
    return (await this.queries.ask(RouterPlanSteps, { planId: id, first: MOST, after: after ?? -1 }, call)).map(
      stepView,
    );
  }
}
