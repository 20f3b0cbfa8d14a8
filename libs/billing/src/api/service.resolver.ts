import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { AddService, AddServiceInput } from '../app/services/add-service.js';
import { PreviewAddService } from '../app/services/preview-add-service.query.js';
import { FindService } from '../app/services/find-services.query.js';
import { ArchiveService, EditService, EditServiceInput, ServiceStepInput } from '../app/services/service-commands.js';
import type { ServiceId } from '../ids.js';
import { addServiceView, AddServicePreviewView } from './add-service.view.js';
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

  @Asks(PreviewAddService)
  @Query(() => AddServicePreviewView, {
    description: 'What a new service would be charged first, line by line. Writes nothing.',
  })
  async previewAddService(
    @Args('input', { type: () => AddServiceInput, description: 'The service.' }) input: AddServiceInput,
    @CurrentCall() call: Call,
  ): Promise<AddServicePreviewView> {
    return addServiceView(await this.queries.ask(PreviewAddService, input, call));
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

  @Runs(ArchiveService)
  @Mutation(() => ServiceView, { description: 'Takes a service out of use for good.' })
  async archiveService(
    @Args('input', { description: 'Which service.' }) input: ServiceStepInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.find((await this.commands.run(ArchiveService, input, call)).serviceId, call);
  }

  private async find(id: ServiceId, call: Call): Promise<ServiceView> {
    return serviceView(await this.queries.ask(FindService, { id }, call));
  }
}
