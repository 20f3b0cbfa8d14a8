import { Args, Field, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, DecimalScalar, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import {
  ChangeOwnPlan,
  ChangeOwnPlanInput,
  OwnPlanChoices,
  PreviewOwnPlanChange,
} from '../app/plan-changes/own-plan-change.js';
import { FindService } from '../app/services/find-services.query.js';
import {
  OwnServiceRules,
  PauseOwnService,
  PauseOwnServiceInput,
  PreviewOwnPause,
  ResumeOwnService,
  ResumeOwnServiceInput,
} from '../app/services/own-pause.js';
import type { PlanId, ServiceId } from '../ids.js';
import { PlanChangePreviewView, PlanChangeResultView, planChangeView } from './plan-change.view.js';
import { PausePreviewView, pauseView } from './service-step.view.js';
import { serviceView, ServiceView } from './service.view.js';

@ObjectType('PlanChoice', { description: 'A plan that a customer may change to.' })
export class PlanChoiceView {
  @Field(() => RecordIdScalar, { description: 'Names the plan.' })
  id: string;

  @Field(() => String, { description: 'What customers read.' })
  description: string;

  @Field(() => DecimalScalar, { description: 'Price of one unit for one period.' })
  unitPrice: string;

  @Field(() => String, { description: 'ISO 4217 code of the price.' })
  currency: string;

  @Field(() => Boolean, { description: 'Is tax inside the price?' })
  taxInclusive: boolean;

  @Field(() => Int, { nullable: true, description: 'Months in the period of the price; null follows the account.' })
  periodMonths: number | null;
}

@ObjectType('OwnServiceRules', { description: 'What customers may do with their services by themselves.' })
export class OwnServiceRulesView {
  @Field(() => Boolean, { description: 'Pause them.' })
  mayPause: boolean;

  @Field(() => Int, { nullable: true, description: 'The most days of a calendar year; null: no limit.' })
  mostPausedDays: number | null;
}

/** What customers do with their own services. */
@Resolver()
export class OwnServiceResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(OwnServiceRules)
  @Query(() => OwnServiceRulesView, { description: 'What the signed-in customer may do with services.' })
  ownServiceRules(@CurrentCall() call: Call): Promise<OwnServiceRulesView> {
    return this.queries.ask(OwnServiceRules, {}, call);
  }

  @Asks(OwnPlanChoices)
  @Query(() => [PlanChoiceView], { description: 'Plans that the customer may change a service to.' })
  async ownPlanChoices(
    @Args('serviceId', { type: () => RecordIdScalar, description: 'The service.' }) serviceId: ServiceId,
    @CurrentCall() call: Call,
  ): Promise<PlanChoiceView[]> {
    const choices = await this.queries.ask(OwnPlanChoices, { serviceId }, call);
    return choices.map(({ id, serviceDescription: description, unitPrice, currency, taxInclusive, periodMonths }) => ({
      id,
      description,
      unitPrice,
      currency,
      taxInclusive,
      periodMonths,
    }));
  }

  @Asks(PreviewOwnPlanChange)
  @Query(() => PlanChangePreviewView, { description: 'What the customer’s own change of plan would do.' })
  async previewOwnPlanChange(
    @Args('serviceId', { type: () => RecordIdScalar, description: 'The service.' }) serviceId: ServiceId,
    @Args('planId', { type: () => RecordIdScalar, description: 'The new plan.' }) planId: PlanId,
    @CurrentCall() call: Call,
  ): Promise<PlanChangePreviewView> {
    return planChangeView(await this.queries.ask(PreviewOwnPlanChange, { serviceId, planId }, call));
  }

  @Runs(ChangeOwnPlan)
  @Mutation(() => PlanChangeResultView, { description: 'Changes the plan of a service of the signed-in customer.' })
  async changeOwnPlan(
    @Args('input', { description: 'The change, as previewed.' }) input: ChangeOwnPlanInput,
    @CurrentCall() call: Call,
  ): Promise<PlanChangeResultView> {
    const changed = await this.commands.run(ChangeOwnPlan, input, call);
    const service = await this.find(changed.newServiceId, call);
    return { ...changed, service, net: moneyViewOf(changed.netMinor, service.currency) };
  }

  @Asks(PreviewOwnPause)
  @Query(() => PausePreviewView, { description: 'What the customer’s own pause would do.' })
  async previewOwnPause(
    @Args('input', { type: () => PauseOwnServiceInput, description: 'The pause.' }) input: PauseOwnServiceInput,
    @CurrentCall() call: Call,
  ): Promise<PausePreviewView> {
    return pauseView(await this.queries.ask(PreviewOwnPause, input, call));
  }

  @Runs(PauseOwnService)
  @Mutation(() => ServiceView, { description: 'Pauses a service of the signed-in customer.' })
  async pauseOwnService(
    @Args('input', { description: 'The pause, as previewed.' }) input: PauseOwnServiceInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(PauseOwnService, input, call)).serviceId, call);
  }

  @Runs(ResumeOwnService)
  @Mutation(() => ServiceView, { description: 'Lets a paused service of the signed-in customer go on from today.' })
  async resumeOwnService(
    @Args('input', { description: 'Which service.' }) input: ResumeOwnServiceInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(ResumeOwnService, input, call)).serviceId, call);
  }

  private async find(id: ServiceId, call: Call): Promise<ServiceView> {
    return serviceView(await this.queries.ask(FindService, { id }, call));
  }
}
