import { Args, ArgsType, Field, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { RunKindEnum } from '../app/settings/cycle-enums.js';
import { RunItemStatusEnum } from '../app/settings/enums.js';
import { PreviewCancelRecurring } from '../app/runs/preview-cancel.query.js';
import {
  CancelRecurringInvoice,
  CancelRecurringInvoiceInput,
  ReleaseDays,
  ReleaseDaysInput,
} from '../app/runs/cancel-recurring-invoice.js';
import { FindRun, type FoundRunItem, ListRunItems, ListRuns } from '../app/runs/find-runs.query.js';
import {
  HoldRunItem,
  HoldRunItemInput,
  RefreshRun,
  RefreshRunInput,
  TakeBackRunItem,
  TakeBackRunItemInput,
} from '../app/runs/leave-out.js';
import { PreviewRun, PreviewRunInput } from '../app/runs/preview-run.js';
import { ApproveRun, CancelRun, CancelRunInput, IssueRun, RunStepInput } from '../app/runs/run-steps.js';
import type { BillingRunId, InvoiceId } from '../ids.js';
import { cancelRecurringView, CancelRecurringPreviewView } from './cancel-recurring.view.js';
import { BillingRunView, RunItemPage, RunItemView, runItemView, runView } from './run.view.js';

@ArgsType()
export class RunListArgs {
  @Field(() => Int, { nullable: true, description: 'How many, at most 200; 50 when left out.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  first?: number;

  @Field(() => Boolean, { nullable: true, description: 'Only those that wait for a person or for their hour.' })
  @IsOptional()
  @IsBoolean()
  waiting?: boolean;

  @Field(() => RunKindEnum, { nullable: true, description: 'Only of this kind.' })
  @IsOptional()
  @IsIn(Object.values(RunKindEnum))
  kind?: 'recurring' | 'prepaid';
}

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
  async billingRuns(@Args() args: RunListArgs, @CurrentCall() call: Call): Promise<BillingRunView[]> {
    return (await this.queries.ask(ListRuns, { ...args, first: args.first ?? 50 }, call)).map(runView);
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

  @Runs(RefreshRun)
  @Mutation(() => BillingRunView, {
    description: 'Works a preview out anew, from the facts as they are now; what was left out stays out.',
  })
  async refreshBillingRun(
    @Args('input', { description: 'Which run.' }) input: RefreshRunInput,
    @CurrentCall() call: Call,
  ): Promise<BillingRunView> {
    return this.find((await this.commands.run(RefreshRun, input, call)).runId, call);
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

  @Runs(TakeBackRunItem)
  @Mutation(() => BillingRunView, { description: 'Takes an invoice that was left out into the preview again.' })
  async takeBackBillingRunItem(
    @Args('input', { description: 'Which.' }) input: TakeBackRunItemInput,
    @CurrentCall() call: Call,
  ): Promise<BillingRunView> {
    return this.find((await this.commands.run(TakeBackRunItem, input, call)).runId, call);
  }

  @Asks(PreviewCancelRecurring)
  @Query(() => CancelRecurringPreviewView, {
    description: 'What taking back the last recurring invoice of a customer would do. Writes nothing.',
  })
  async previewCancelRecurringInvoice(
    @Args('invoiceId', { type: () => RecordIdScalar, description: 'The invoice.' }) invoiceId: InvoiceId,
    @Args('chargeAgain', { type: () => Boolean, description: 'Are its days charged again, by the next run?' })
    chargeAgain: boolean,
    @CurrentCall() call: Call,
  ): Promise<CancelRecurringPreviewView> {
    return cancelRecurringView(await this.queries.ask(PreviewCancelRecurring, { invoiceId, chargeAgain }, call));
  }

  @Runs(CancelRecurringInvoice)
  @Mutation(() => RecordIdScalar, {
    description: 'Voids the last recurring invoice of a customer. Answers the credit note.',
  })
  async cancelRecurringInvoice(
    @Args('input', { description: 'Which, why, and whether its days are charged again.' })
    input: CancelRecurringInvoiceInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(CancelRecurringInvoice, input, call)).creditNoteId;
  }

  @Runs(ReleaseDays)
  @Mutation(() => RecordIdScalar, { description: 'Has the days of a void invoice charged again by the next run.' })
  async chargeDaysAgain(
    @Args('input', { description: 'Of which invoice, and why.' }) input: ReleaseDaysInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ReleaseDays, input, call)).invoiceId;
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

  private async find(id: BillingRunId, call: Call): Promise<BillingRunView> {
    return runView(await this.queries.ask(FindRun, { id }, call));
  }
}
