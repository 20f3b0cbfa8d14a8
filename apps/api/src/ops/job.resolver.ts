import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import type { FailedJob, QueueState } from '@demarc/jobs';
import { FailedJobView, JobQueueView, SettledJobView } from './job.view.js';
import { ListFailedJobs, ListQueues } from './list-jobs.query.js';
import { DiscardJob, FailedJobInput, RetryJob } from './settle-failed-job.js';

@Resolver()
export class JobResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListQueues)
  @Query(() => [JobQueueView], { description: 'Every kind of background work; those with failed jobs first.' })
  jobQueues(@CurrentCall() call: Call): Promise<readonly QueueState[]> {
    return this.queries.ask(ListQueues, {}, call);
  }

  @Asks(ListFailedJobs)
  @Query(() => [FailedJobView], { description: 'Background work that was given up, newest first. Kept for 3 days.' })
  failedJobs(
    @Args('queue', { type: () => String, nullable: true, description: 'Only of this queue.' })
    queue: string | null | undefined,
    @Args('first', { type: () => Int, defaultValue: 100, description: 'How many, at most 200.' }) first: number,
    @CurrentCall() call: Call,
  ): Promise<readonly FailedJob[]> {
    return this.queries.ask(ListFailedJobs, { queue: queue ?? null, first }, call);
  }

  @Runs(RetryJob)
  @Mutation(() => SettledJobView, { description: 'Has a failed job tried once more, now.' })
  retryJob(
    @Args('input', { description: 'Which.' }) input: FailedJobInput,
    @CurrentCall() call: Call,
  ): Promise<SettledJobView> {
    return this.commands.run(RetryJob, input, call);
  }

  @Runs(DiscardJob)
  @Mutation(() => SettledJobView, {
    description: 'Gives a failed job up. What it was to work on stays in the audit log.',
  })
  discardJob(
    @Args('input', { description: 'Which.' }) input: FailedJobInput,
    @CurrentCall() call: Call,
  ): Promise<SettledJobView> {
    return this.commands.run(DiscardJob, input, call);
  }
}
