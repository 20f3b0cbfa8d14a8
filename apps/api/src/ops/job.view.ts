import { Field, Int, ObjectType } from '@nestjs/graphql';
import { InstantScalar, JsonScalar } from '@demarc/graphql';

@ObjectType('JobQueue', { description: 'How one kind of background work stands.' })
export class JobQueueView {
  @Field(() => String, { description: 'What it is: `billing.issue-page`.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'When it comes round by itself: five fields of cron, UTC. Null for work that something else asks for.',
  })
  cron: string | null;

  @Field(() => Int, { description: 'Jobs that could run now and wait for a free worker.' })
  waiting: number;

  @Field(() => Int, { description: 'Jobs that wait for a later moment, or for their next try.' })
  later: number;

  @Field(() => Int, { description: 'Jobs that run now.' })
  running: number;

  @Field(() => Int, { description: 'Jobs that were given up after their last try. They wait for a person.' })
  failed: number;

  @Field(() => Int, { description: 'Jobs done in the last 24 hours.' })
  doneLastDay: number;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when the longest waiting job could have run.' })
  oldestWaitingAt: Date | null;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When the last job was done, as far as it is kept (3 days).',
  })
  lastDoneAt: Date | null;
}

@ObjectType('FailedJob', { description: 'Background work that was given up after its last try.' })
export class FailedJobView {
  @Field(() => String, { description: 'Names the job.' })
  id: string;

  @Field(() => String, { description: 'What kind of work: the name of its queue.' })
  queue: string;

  @Field(() => Int, { description: 'How often it was tried.' })
  tries: number;

  @Field(() => InstantScalar, { description: 'When it was asked for.' })
  addedAt: Date;

  @Field(() => InstantScalar, { description: 'When it was given up.' })
  failedAt: Date;

  @Field(() => String, { description: 'What the last try ran into.' })
  error: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where in the program that happened, for a report of the fault.',
  })
  trace: string | null;

  @Field(() => JsonScalar, { description: 'What it was to work on: ids, no content.' })
  payload: unknown;
}

@ObjectType('SettledJob', { description: 'A failed job that is tried again or given up.' })
export class SettledJobView {
  @Field(() => String, { description: 'Names the job.' })
  jobId: string;

  @Field(() => String, { description: 'Its queue.' })
  queue: string;
}
