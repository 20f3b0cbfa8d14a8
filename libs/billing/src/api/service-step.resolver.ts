import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { EndService, EndServiceInput } from '../app/services/end-service.js';
import { FindService } from '../app/services/find-services.query.js';
import { PauseService } from '../app/services/pause-service.js';
import { PauseServiceInput } from '../app/services/pause.input.js';
import { PreviewEnd, PreviewPause, PreviewRenewal } from '../app/services/preview-service.query.js';
import { RenewContract, RenewContractInput } from '../app/services/renew-contract.js';
import { ResumeService, ResumeServiceInput } from '../app/services/resume-service.js';
import { EndRefundEnum } from '../app/settings/service-enums.js';
import type { EndRefund } from '../domain/index.js';
import type { ServiceId } from '../ids.js';
import {
  endResultView,
  EndServiceResultView,
  EndPreviewView,
  endView,
  PausePreviewView,
  pauseView,
  RenewalPreviewView,
  renewalView,
} from './service-step.view.js';
import { serviceView, ServiceView } from './service.view.js';

/** Pause, resume, renewal and end of a service, each with what it would do. */
@Resolver()
export class ServiceStepResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(PreviewPause)
  @Query(() => PausePreviewView, { description: 'What a pause would do, line by line. Writes nothing.' })
  async previewPause(
    @Args('input', { type: () => PauseServiceInput, description: 'The pause.' }) input: PauseServiceInput,
    @CurrentCall() call: Call,
  ): Promise<PausePreviewView> {
    return pauseView(await this.queries.ask(PreviewPause, input, call));
  }

  @Runs(PauseService)
  @Mutation(() => ServiceView, {
    description: 'Pauses a service: no access for a while; its days cost what the settings say.',
  })
  async pauseService(
    @Args('input', { description: 'Which service, and when.' }) input: PauseServiceInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(PauseService, input, call)).serviceId, call);
  }

  @Runs(ResumeService)
  @Mutation(() => ServiceView, {
    description: 'Lets a paused service go on, or takes back a pause that has not begun.',
  })
  async resumeService(
    @Args('input', { description: 'Which service, and from when.' }) input: ResumeServiceInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(ResumeService, input, call)).serviceId, call);
  }

  @Asks(PreviewEnd)
  @Query(() => EndPreviewView, { description: 'The final bill of a service, line by line. Writes nothing.' })
  async previewEnd(
    @Args('serviceId', { type: () => RecordIdScalar, description: 'The service.' }) serviceId: ServiceId,
    @Args('endsOn', { type: () => LocalDateScalar, description: 'Last day of service, itself included.' })
    endsOn: LocalDate,
    @Args('refund', {
      type: () => EndRefundEnum,
      nullable: true,
      description: 'What is given back; as set when left out.',
    })
    refund: EndRefund | undefined,
    @Args('withFee', {
      type: () => Boolean,
      nullable: true,
      description: 'Is the plan’s fee taken? Yes when left out.',
    })
    withFee: boolean | undefined,
    @CurrentCall() call: Call,
  ): Promise<EndPreviewView> {
    return endView(await this.queries.ask(PreviewEnd, { serviceId, endsOn, refund, withFee }, call));
  }

  @Runs(EndService)
  @Mutation(() => EndServiceResultView, {
    description: 'Sets the last day of a service, with its final bill; or takes it back.',
  })
  async endService(
    @Args('input', { description: 'Which, and when.' }) input: EndServiceInput,
    @CurrentCall() call: Call,
  ): Promise<EndServiceResultView> {
    const ended = await this.commands.run(EndService, input, call);
    return endResultView(ended, await this.find(ended.serviceId, call));
  }

  @Asks(PreviewRenewal)
  @Query(() => RenewalPreviewView, { description: 'What the renewal of a contract would do. Writes nothing.' })
  async previewRenewal(
    @Args('serviceId', { type: () => RecordIdScalar, description: 'The service.' }) serviceId: ServiceId,
    @Args('months', {
      type: () => Int,
      nullable: true,
      description: 'Length of the new term; that of the plan when left out.',
    })
    months: number | undefined,
    @CurrentCall() call: Call,
  ): Promise<RenewalPreviewView> {
    return renewalView(await this.queries.ask(PreviewRenewal, { serviceId, months: months ?? undefined }, call));
  }

  @Runs(RenewContract)
  @Mutation(() => ServiceView, {
    description: 'Agrees on a new term for a service; what the end of the present one would do is taken back.',
  })
  async renewContract(
    @Args('input', { description: 'Which, and for how long.' }) input: RenewContractInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(RenewContract, input, call)).serviceId, call);
  }

  private async find(id: ServiceId, call: Call): Promise<ServiceView> {
    return serviceView(await this.queries.ask(FindService, { id }, call));
  }
}
