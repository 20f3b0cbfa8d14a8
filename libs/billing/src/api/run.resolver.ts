import { Args, ArgsType, Field, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, moneyViewOf, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { RunItemStatusEnum } from '../app/settings/enums.js';
import { FindRun, type FoundRunItem, ListRunItems, ListRuns, RunCauses } from '../app/runs/find-runs.query.js';
import { PreviewRun, PreviewRunInput } from '../app/runs/preview-run.js';
import {
  ApproveRun,
  CancelRun,
  CancelRunInput,
  HoldRunItem,
  HoldRunItemInput,
  IssueRun,
  RunStepInput,
} from '../app/runs/run-steps.js';
import type { BillingRunId } from '../ids.js';
import {
  BillingRunView,
  RunCauseView,
  RunFlagView,
  RunItemPage,
  RunItemView,
  runItemView,
  runView,
} from './run.view.js';

@ArgsType()
export class RunItemArgs extends PageArgs {
  @Field(() => RunItemStatusEnum, { nullable: true, description: 'Only these.' })
  @IsOptional()
  @IsIn(Object.values(RunItemStatusEnum))
  status?: FoundRunItem['status'];

  @Field(() => String, { nullable: true, description: 'Only with this cause.' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  cause?: string;

  @Field(() => String, { nullable: true, description: 'Only with this flag.' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  flag?: string;
}

@Resolver(() => BillingRunView)
export class RunResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListRuns)
  @Query(() => [BillingRunView], { description: 'Billing runs, newest first.' })
  async billingRuns(
    @Args('first', { type: () => Int, nullable: true, description: 'How many, at most 200; 50 when left out.' })
    first: number | undefined,
    @CurrentCall() call: Call,
  ): Promise<BillingRunView[]> {
    return (await this.queries.ask(ListRuns, { first: Math.min(Math.max(first ?? 50, 1), 200) }, call)).map(runView);
  }

  @Asks(FindRun)
  @Query(() => BillingRunView, { description: 'One billing run.' })
  billingRun(
    @Args('id', { type: () => RecordIdScalar, description: 'The run’s id.' }) id: BillingRunId,
    @CurrentCall() call: Call,
  ): Promise<BillingRunView> {
    return this.find(id, call);
  }

  @Runs(PreviewRun)
  @Mutation(() => BillingRunView, {
    description: 'Prepares a billing run; the preview is worked out in the background.',
  })
  async previewBillingRun(
    @Args('input', { description: 'For which date and whom.' }) input: PreviewRunInput,
    @CurrentCall() call: Call,
  ): Promise<BillingRunView> {
    return this.find((await this.commands.run(PreviewRun, input, call)).runId, call);
  }

  @Runs(ApproveRun)
  @Mutation(() => BillingRunView, {
    description: 'Approves a preview. Over the limit of the settings this is somebody else than its author.',
  })
  async approveBillingRun(
    @Args('input', { description: 'Which, as it was looked at.' }) input: RunStepInput,
    @CurrentCall() call: Call,
  ): Promise<BillingRunView> {
    return this.find((await this.commands.run(ApproveRun, input, call)).runId, call);
  }

  @Runs(IssueRun)
  @Mutation(() => BillingRunView, { description: 'Starts to issue the invoices of an approved run.' })
  async issueBillingRun(
    @Args('input', { description: 'Which, as it was looked at.' }) input: RunStepInput,
    @CurrentCall() call: Call,
  ): Promise<BillingRunView> {
    return this.find((await this.commands.run(IssueRun, input, call)).runId, call);
  }

  @Runs(CancelRun)
  @Mutation(() => BillingRunView, { description: 'Puts away a run that is not being issued.' })
  async cancelBillingRun(
    @Args('input', { description: 'Which run.' }) input: CancelRunInput,
    @CurrentCall() call: Call,
  ): Promise<BillingRunView> {
    return this.find((await this.commands.run(CancelRun, input, call)).runId, call);
  }

  @Runs(HoldRunItem)
  @Mutation(() => BillingRunView, { description: 'Holds back one invoice of a preview; a later run finds it again.' })
  async holdBillingRunItem(
    @Args('input', { description: 'Which, and why.' }) input: HoldRunItemInput,
    @CurrentCall() call: Call,
  ): Promise<BillingRunView> {
    return this.find((await this.commands.run(HoldRunItem, input, call)).runId, call);
  }

  @Asks(ListRunItems)
  @ResolveField(() => RunItemPage, { description: 'What is planned for each account.' })
  async items(
    @Parent() run: BillingRunView,
    @Args() args: RunItemArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<RunItemView>> {
    const page = await this.queries.ask(ListRunItems, { runId: run.id, ...args }, call);
    return { ...page, nodes: page.nodes.map((item) => runItemView(item, run.gross.currency)) };
  }

  @Asks(RunCauses)
  @ResolveField(() => [RunCauseView], { description: 'Why the total differs from the last invoices.' })
  async causes(@Parent() run: BillingRunView, @CurrentCall() call: Call): Promise<RunCauseView[]> {
    const { causes } = await this.queries.ask(RunCauses, { runId: run.id }, call);
    return causes.map((row) => ({ ...row, difference: moneyViewOf(row.differenceMinor, run.gross.currency) }));
  }

  @Asks(RunCauses)
  @ResolveField(() => [RunFlagView], { description: 'What a person should look at, most frequent first.' })
  async flags(@Parent() run: BillingRunView, @CurrentCall() call: Call): Promise<RunFlagView[]> {
    return (await this.queries.ask(RunCauses, { runId: run.id }, call)).flags;
  }

  private async find(id: BillingRunId, call: Call): Promise<BillingRunView> {
    return runView(await this.queries.ask(FindRun, { id }, call));
  }
}
