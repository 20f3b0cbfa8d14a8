import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, DecimalScalar, LocalDateScalar, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { AddService, AddServiceInput } from '../app/services/add-service.js';
import { ChangePlan, ChangePlanInput } from '../app/plan-changes/change-plan.js';
import { FindService } from '../app/services/find-services.query.js';
import { PreviewPlanChange } from '../app/plan-changes/preview-plan-change.query.js';
import {
  ArchiveService,
  EditService,
  EditServiceInput,
  EndService,
  EndServiceInput,
  PauseService,
  ResumeService,
  ServiceStepInput,
} from '../app/services/service-commands.js';
import type { PlanId, ServiceId } from '../ids.js';
import { PlanChangePreviewView, PlanChangeResultView, planChangeView } from './plan-change.view.js';
import { serviceView, ServiceView } from './service.view.js';

@Resolver()
export class ServiceResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(FindService)
  @Query(() => ServiceView, { description: 'One service.' })
  service(
    @Args('id', { type: () => RecordIdScalar, description: 'The service’s id.' }) id: ServiceId,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find(id, call);
  }

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
    @CurrentCall() call: Call,
  ): Promise<PlanChangePreviewView> {
    return planChangeView(
      await this.queries.ask(PreviewPlanChange, { serviceId, planId, changeOn, unitPrice, quantity }, call),
    );
  }

  @Runs(AddService)
  @Mutation(() => ServiceView, { description: 'Adds a service; a new customer becomes active by it.' })
  async addService(
    @Args('input', { description: 'The service.' }) input: AddServiceInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(AddService, input, call)).serviceId, call);
  }

  @Runs(EditService)
  @Mutation(() => ServiceView, { description: 'Changes what a service costs and is called, from the next charge on.' })
  async editService(
    @Args('input', { description: 'The changes.' }) input: EditServiceInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(EditService, input, call)).serviceId, call);
  }

  @Runs(EndService)
  @Mutation(() => ServiceView, { description: 'Sets or takes back the last day of a service.' })
  async endService(
    @Args('input', { description: 'Which, and when.' }) input: EndServiceInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(EndService, input, call)).serviceId, call);
  }

  @Runs(PauseService)
  @Mutation(() => ServiceView, { description: 'Pauses a service from today on: no access, no charge.' })
  async pauseService(
    @Args('input', { description: 'Which service.' }) input: ServiceStepInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(PauseService, input, call)).serviceId, call);
  }

  @Runs(ResumeService)
  @Mutation(() => ServiceView, { description: 'Lets a paused service go on from today.' })
  async resumeService(
    @Args('input', { description: 'Which service.' }) input: ServiceStepInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(ResumeService, input, call)).serviceId, call);
  }

  @Runs(ArchiveService)
  @Mutation(() => ServiceView, { description: 'Takes a service out of use for good.' })
  async archiveService(
    @Args('input', { description: 'Which service.' }) input: ServiceStepInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(ArchiveService, input, call)).serviceId, call);
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
    const service = await this.find(changed.newServiceId, call);
    return { ...changed, service, net: moneyViewOf(changed.netMinor, service.currency) };
  }

  private async find(id: ServiceId, call: Call): Promise<ServiceView> {
    return serviceView(await this.queries.ask(FindService, { id }, call));
  }
}
