import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import { PlanMoveItemStateEnum } from '../app/catalogue/catalogue-enums.js';
import {
  FindPlanMove,
  ListPlanMoves,
  PlanMoveItems,
  type PlanMoveItemState,
} from '../app/catalogue/find-plan-moves.query.js';
import { ApplyPlanMove, PreparePlanMove } from '../app/catalogue/plan-move-commands.js';
import { ApplyPlanMoveInput, PreparePlanMoveInput } from '../app/catalogue/plan-move.input.js';
import type { PlanMoveId } from '../ids.js';
import { BillingLoaders } from './loaders.js';
import { PlanMoveItemPage, PlanMoveItemView, planMoveItemView, PlanMoveView, planMoveView } from './plan-move.view.js';

@Resolver(() => PlanMoveItemView)
export class PlanMoveResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, { nullable: true, description: 'Whose service it is.' })
  customer(@Parent() { customerId }: PlanMoveItemView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }

  @Runs(PreparePlanMove)
  @Mutation(() => PlanMoveView, { description: 'Prepares a change of plan for everybody who has some plans.' })
  async preparePlanMove(
    @Args('input', { description: 'Which plans.' }) input: PreparePlanMoveInput,
    @CurrentCall() call: Call,
  ): Promise<PlanMoveView> {
    return this.find((await this.commands.run(PreparePlanMove, input, call)).moveId, call);
  }

  @Runs(ApplyPlanMove)
  @Mutation(() => PlanMoveView, { description: 'Confirms a prepared change of plan.' })
  async applyPlanMove(
    @Args('input', { description: 'Which, and the preview’s hash.' }) input: ApplyPlanMoveInput,
    @CurrentCall() call: Call,
  ): Promise<PlanMoveView> {
    return this.find((await this.commands.run(ApplyPlanMove, input, call)).moveId, call);
  }

  @Asks(ListPlanMoves)
  @Query(() => [PlanMoveView], { description: 'Changes of plan for many customers, the newest first; at most 50.' })
  async planMoves(@CurrentCall() call: Call): Promise<PlanMoveView[]> {
    return (await this.queries.ask(ListPlanMoves, {}, call)).map(planMoveView);
  }

  @Asks(FindPlanMove)
  @Query(() => PlanMoveView, { description: 'One change of plan for many customers.' })
  planMove(
    @Args('id', { type: () => RecordIdScalar, description: 'Its id.' }) id: PlanMoveId,
    @CurrentCall() call: Call,
  ): Promise<PlanMoveView> {
    return this.find(id, call);
  }

  @Asks(PlanMoveItems)
  @Query(() => PlanMoveItemPage, { description: 'The services of a change of plan for many customers.' })
  async planMoveItems(
    @Args('id', { type: () => RecordIdScalar, description: 'Its id.' }) id: PlanMoveId,
    @Args('state', { type: () => PlanMoveItemStateEnum, nullable: true, description: 'Only those that stand there.' })
    state: PlanMoveItemState | undefined,
    @Args() page: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<PlanMoveItemView>> {
    const found = await this.queries.ask(PlanMoveItems, { id, state, ...page }, call);
    return { ...found, nodes: found.nodes.map(planMoveItemView) };
  }

  private async find(id: PlanMoveId, call: Call): Promise<PlanMoveView> {
    return planMoveView(await this.queries.ask(FindPlanMove, { id }, call));
  }
}
