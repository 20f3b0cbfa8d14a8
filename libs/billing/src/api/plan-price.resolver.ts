import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall, LocalDateScalar, moneyViewOf, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import type { Id, LocalDate } from '@demarc/kernel';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import { ArchivePlanInput, RestorePlan } from '../app/catalogue/archive-plan.js';
import { ChangePlanPrice, PreviewPriceChange } from '../app/catalogue/change-plan-price.js';
import { FindPlan } from '../app/catalogue/find-catalogue.query.js';
import { FindPriceChange, PriceChangeItems, PriceChangesOf } from '../app/catalogue/find-price-changes.query.js';
import { PlanPrices, PlansInFigures } from '../app/catalogue/plan-figures.query.js';
import { PlansOnOffer } from '../app/catalogue/plans-on-offer.query.js';
import { ApplyPriceChangeInput, PriceChangeInput } from '../app/catalogue/price-change.input.js';
import type { PlanId, PriceChangeId } from '../ids.js';
import { PlanFiguresView, PlanOnOfferView, PlanPriceView, planView, PlanView } from './catalogue.view.js';
import { BillingLoaders } from './loaders.js';
import {
  PriceChangePreviewView,
  priceChangePreviewView,
  PriceChangeRowPage,
  PriceChangeRowView,
  priceChangeRowView,
  PriceChangeView,
  priceChangeView,
} from './price-change.view.js';

@Resolver(() => PlanView)
export class PlanPriceResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(PlanPrices)
  @ResolveField(() => [PlanPriceView], {
    description: 'What it has cost and will cost, by day. Empty: it has had its price always.',
  })
  prices(@Parent() { id }: PlanView, @CurrentCall() call: Call): Promise<PlanPriceView[]> {
    return this.queries.ask(PlanPrices, { planId: id }, call);
  }

  @Asks(PlansInFigures)
  @Query(() => [PlanFiguresView], { description: 'How many have each plan, and what that brings in a month.' })
  async planFigures(
    @Args('planId', { type: () => RecordIdScalar, nullable: true, description: 'Only this plan.' })
    planId: PlanId | undefined,
    @CurrentCall() call: Call,
  ): Promise<PlanFiguresView[]> {
    const found = await this.queries.ask(PlansInFigures, { planId }, call);
    return found.map(({ currency, monthlyMinor, ...one }) => ({
      ...one,
      monthly: moneyViewOf(monthlyMinor, currency),
    }));
  }

  @Asks(PlansOnOffer)
  @Query(() => [PlanOnOfferView], { description: 'Plans that a customer may have, by kind and title.' })
  plansOnOffer(
    @Args('customerId', { type: () => RecordIdScalar, description: 'For whom.' }) customerId: Id<'Customer'>,
    @Args('on', { type: () => LocalDateScalar, nullable: true, description: 'The first day; today when left out.' })
    on: LocalDate | undefined,
    @Args('oneTime', {
      type: () => Boolean,
      nullable: true,
      description: 'Things that are sold once; no when left out.',
    })
    oneTime: boolean | undefined,
    @CurrentCall() call: Call,
  ): Promise<PlanOnOfferView[]> {
    return this.queries.ask(PlansOnOffer, { customerId, on, oneTime }, call);
  }

  @Runs(RestorePlan)
  @Mutation(() => PlanView, { description: 'Takes an archived plan back.' })
  async restorePlan(
    @Args('input', { description: 'Which plan.' }) input: ArchivePlanInput,
    @CurrentCall() call: Call,
  ): Promise<PlanView> {
    const { planId } = await this.commands.run(RestorePlan, input, call);
    return planView(await this.queries.ask(FindPlan, { id: planId }, call));
  }
}

@Resolver(() => PriceChangeRowView)
export class PriceChangeResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, { nullable: true, description: 'Whose service it is.' })
  customer(@Parent() { customerId }: PriceChangeRowView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }

  @Asks(PreviewPriceChange)
  @Query(() => PriceChangePreviewView, { description: 'Whom a new price or text would touch. Writes nothing.' })
  async previewPriceChange(
    @Args('input', { description: 'The change.' }) wish: PriceChangeInput,
    @Args() page: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<PriceChangePreviewView> {
    return priceChangePreviewView(await this.queries.ask(PreviewPriceChange, { wish, ...page }, call));
  }

  @Runs(ChangePlanPrice)
  @Mutation(() => PriceChangeView, { description: 'Changes price or text of a plan, as previewed; services follow.' })
  async changePlanPrice(
    @Args('input', { description: 'The change, and the preview’s hash.' }) input: ApplyPriceChangeInput,
    @CurrentCall() call: Call,
  ): Promise<PriceChangeView> {
    return this.find((await this.commands.run(ChangePlanPrice, input, call)).changeId, call);
  }

  @Asks(PriceChangesOf)
  @Query(() => [PriceChangeView], { description: 'What was done to a plan’s price, the newest first; at most 100.' })
  async priceChanges(
    @Args('planId', { type: () => RecordIdScalar, description: 'The plan.' }) planId: PlanId,
    @CurrentCall() call: Call,
  ): Promise<PriceChangeView[]> {
    return (await this.queries.ask(PriceChangesOf, { planId }, call)).map(priceChangeView);
  }

  @Asks(FindPriceChange)
  @Query(() => PriceChangeView, { description: 'How far a change is.' })
  priceChange(
    @Args('id', { type: () => RecordIdScalar, description: 'The change’s id.' }) id: PriceChangeId,
    @CurrentCall() call: Call,
  ): Promise<PriceChangeView> {
    return this.find(id, call);
  }

  @Asks(PriceChangeItems)
  @Query(() => PriceChangeRowPage, { description: 'Whom a change touched, and what came of it.' })
  async priceChangeItems(
    @Args('id', { type: () => RecordIdScalar, description: 'The change’s id.' }) id: PriceChangeId,
    @Args() page: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<PriceChangeRowView>> {
    const found = await this.queries.ask(PriceChangeItems, { id, ...page }, call);
    return { ...found, nodes: found.nodes.map((row) => priceChangeRowView(row, row.currency)) };
  }

  private async find(id: PriceChangeId, call: Call): Promise<PriceChangeView> {
    return priceChangeView(await this.queries.ask(FindPriceChange, { id }, call));
  }
}
