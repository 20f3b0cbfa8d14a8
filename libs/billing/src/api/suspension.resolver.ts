import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { ApproveSuspensions, ApproveSuspensionsInput } from '../app/standing/approve-suspensions.js';
import { FindSuspensionBatch, ListSuspensionBatches, ListSuspensions } from '../app/runs/find-runs.query.js';
import { PreviewSuspensions, PreviewSuspensionsInput } from '../app/standing/preview-suspensions.js';
import {
  EndSuspensions,
  GoOnWithSuspensions,
  GoOnWithSuspensionsInput,
  StopSuspensions,
  StopSuspensionsInput,
} from '../app/standing/roll-out-commands.js';
import type { SuspensionBatchId } from '../ids.js';
import {
  batchView,
  SuspensionBatchView,
  SuspensionPage,
  SuspensionPreviewView,
  SuspensionView,
  suspensionView,
} from './suspension.view.js';

@Resolver(() => SuspensionBatchView)
export class SuspensionResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListSuspensionBatches)
  @Query(() => [SuspensionBatchView], {
    description: 'Lists of suspensions, newest first; replaced ones are left out.',
  })
  async suspensionBatches(
    @Args('first', { type: () => Int, nullable: true, description: 'How many, at most 200; 50 when left out.' })
    first: number | undefined,
    @CurrentCall() call: Call,
  ): Promise<SuspensionBatchView[]> {
    return (
      await this.queries.ask(ListSuspensionBatches, { first: Math.min(Math.max(first ?? 50, 1), 200) }, call)
    ).map(batchView);
  }

  @Asks(FindSuspensionBatch)
  @Query(() => SuspensionBatchView, { description: 'One list of suspensions.' })
  async suspensionBatch(
    @Args('id', { type: () => RecordIdScalar, description: 'The list’s id.' }) id: SuspensionBatchId,
    @CurrentCall() call: Call,
  ): Promise<SuspensionBatchView> {
    return this.find(id, call);
  }

  @Runs(PreviewSuspensions)
  @Mutation(() => SuspensionPreviewView, {
    description: 'Works out the suspensions of today, with reasons and exclusions. Suspends nobody.',
  })
  async previewSuspensions(
    @Args('input', { description: 'Whose.' }) input: PreviewSuspensionsInput,
    @CurrentCall() call: Call,
  ): Promise<SuspensionPreviewView> {
    const { batchId } = await this.commands.run(PreviewSuspensions, input, call);
    return { batch: batchId && (await this.find(batchId, call)) };
  }

  @Runs(ApproveSuspensions)
  @Mutation(() => SuspensionBatchView, {
    description: 'Releases a list of suspensions. Who has paid by then is not touched.',
  })
  async approveSuspensions(
    @Args('input', { description: 'Which, as it was looked at.' }) input: ApproveSuspensionsInput,
    @CurrentCall() call: Call,
  ): Promise<SuspensionBatchView> {
    return this.find((await this.commands.run(ApproveSuspensions, input, call)).batchId, call);
  }

  @Runs(GoOnWithSuspensions)
  @Mutation(() => SuspensionBatchView, {
    description: 'Suspends the rest of a list now, after the first ones or after it was stopped.',
  })
  async goOnWithSuspensions(
    @Args('input', { description: 'Which list.' }) input: GoOnWithSuspensionsInput,
    @CurrentCall() call: Call,
  ): Promise<SuspensionBatchView> {
    return this.find((await this.commands.run(GoOnWithSuspensions, input, call)).batchId, call);
  }

  @Runs(StopSuspensions)
  @Mutation(() => SuspensionBatchView, {
    description: 'Stops a list on its way: nobody further is suspended until somebody says so.',
  })
  async stopSuspensions(
    @Args('input', { description: 'Which list, and why.' }) input: StopSuspensionsInput,
    @CurrentCall() call: Call,
  ): Promise<SuspensionBatchView> {
    return this.find((await this.commands.run(StopSuspensions, input, call)).batchId, call);
  }

  @Runs(EndSuspensions)
  @Mutation(() => SuspensionBatchView, {
    description: 'Ends a list that was stopped: who was not suspended yet is left out.',
  })
  async endSuspensions(
    @Args('input', { description: 'Which list, and why.' }) input: StopSuspensionsInput,
    @CurrentCall() call: Call,
  ): Promise<SuspensionBatchView> {
    return this.find((await this.commands.run(EndSuspensions, input, call)).batchId, call);
  }

  @Asks(ListSuspensions)
  @ResolveField(() => SuspensionPage, { description: 'Who is on the list.' })
  async items(
    @Parent() batch: SuspensionBatchView,
    @Args() page: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<SuspensionView>> {
    const found = await this.queries.ask(ListSuspensions, { batchId: batch.id, ...page }, call);
    return { ...found, nodes: found.nodes.map(suspensionView) };
  }

  private async find(id: SuspensionBatchId, call: Call): Promise<SuspensionBatchView> {
    return batchView(await this.queries.ask(FindSuspensionBatch, { id }, call));
  }
}
