import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, DecimalScalar, LocalDateScalar, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import type { Id, LocalDate } from '@demarc/kernel';
import { ChangePlan, ChangePlanInput } from '../app/plan-changes/change-plan.js';
import { ListScheduledChanges } from '../app/plan-changes/find-plan-changes.query.js';
import { PlanChangeOptionsInput } from '../app/plan-changes/plan-change.input.js';
import { PreviewPlanChange } from '../app/plan-changes/preview-plan-change.query.js';
import { PreviewUndoPlanChange } from '../app/plan-changes/preview-undo.query.js';
import { UndoPlanChange, UndoPlanChangeInput } from '../app/plan-changes/undo-plan-change.js';
import { FindService } from '../app/services/find-services.query.js';
import type { PlanId, ServiceId } from '../ids.js';
import {
  PlanChangePreviewView,
  planChangeRecordView,
  PlanChangeResultView,
  PlanChangeUndoPreviewView,
  PlanChangeUndoResultView,
  planChangeView,
  PlanChangeView,
  undoView,
} from './plan-change.view.js';
import { serviceView } from './service.view.js';

@Resolver()
export class PlanChangeResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(PreviewPlanChange)
  @Query(() => PlanChangePreviewView, { description: 'What a change of plan would do, line by line. Writes nothing.' })
  async previewPlanChange(
    @Args('serviceId', { type: () => RecordIdScalar, description: 'The service whose plan changes.' })
    serviceId: ServiceId,
    @Args('planId', { type: () => RecordIdScalar, description: 'The new plan.' }) planId: PlanId,
    @Args('changeOn', { type: () => LocalDateScalar, description: 'The first day of the new plan.' })
    changeOn: LocalDate,
    @Args('unitPrice', {
      type: () => DecimalScalar,
      nullable: true,
      description: 'Price of one unit; the plan’s when left out.',
    })
    unitPrice: string | undefined,
    @Args('quantity', { type: () => DecimalScalar, nullable: true, description: 'How many; as before when left out.' })
    quantity: string | undefined,
    @Args('options', {
      type: () => PlanChangeOptionsInput,
      nullable: true,
      description: 'What differs from the settings.',
    })
    options: PlanChangeOptionsInput | undefined,
    @Args('keepDiscounts', {
      type: () => Boolean,
      nullable: true,
      description: 'Do the discounts of the old service go on? No when left out.',
    })
    keepDiscounts: boolean | undefined,
    @CurrentCall() call: Call,
  ): Promise<PlanChangePreviewView> {
    const wish = { serviceId, planId, changeOn, unitPrice, quantity, options, keepDiscounts };
    return planChangeView(await this.queries.ask(PreviewPlanChange, wish, call));
  }

  @Runs(ChangePlan)
  @Mutation(() => PlanChangeResultView, {
    description: 'Changes the plan of a service, with its credit, fee and charge.',
  })
  async changePlan(
    @Args('input', { description: 'The change.' }) input: ChangePlanInput,
    @CurrentCall() call: Call,
  ): Promise<PlanChangeResultView> {
    const changed = await this.commands.run(ChangePlan, input, call);
    const service = serviceView(await this.queries.ask(FindService, { id: changed.newServiceId }, call));
    return { ...changed, service, net: moneyViewOf(changed.netMinor, service.currency) };
  }

  @Asks(PreviewUndoPlanChange)
  @Query(() => PlanChangeUndoPreviewView, { description: 'What undoing a change of plan would do. Writes nothing.' })
  async previewUndoPlanChange(
    @Args('planChangeId', { type: () => RecordIdScalar, description: 'The change.' }) planChangeId: Id<'PlanChange'>,
    @CurrentCall() call: Call,
  ): Promise<PlanChangeUndoPreviewView> {
    return undoView(await this.queries.ask(PreviewUndoPlanChange, { planChangeId }, call));
  }

  @Runs(UndoPlanChange)
  @Mutation(() => PlanChangeUndoResultView, {
    description: 'Takes a change of plan back, with its documents, as if it had not been made.',
  })
  async undoPlanChange(
    @Args('input', { description: 'Which change, and why.' }) input: UndoPlanChangeInput,
    @CurrentCall() call: Call,
  ): Promise<PlanChangeUndoResultView> {
    const undone = await this.commands.run(UndoPlanChange, input, call);
    const service = serviceView(await this.queries.ask(FindService, { id: undone.oldServiceId }, call));
    return { ...undone, service, net: moneyViewOf(undone.netMinor, service.currency) };
  }

  @Asks(ListScheduledChanges)
  @Query(() => [PlanChangeView], { description: 'Changes of plan that wait for their day, the next first.' })
  async scheduledPlanChanges(@CurrentCall() call: Call): Promise<PlanChangeView[]> {
    return (await this.queries.ask(ListScheduledChanges, {}, call)).map(planChangeRecordView);
  }
}
