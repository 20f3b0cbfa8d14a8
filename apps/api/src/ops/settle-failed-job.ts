import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { JobWatch } from '@demarc/jobs';
import { notFound } from '@demarc/kernel';
import { IsUUID } from 'class-validator';
import { OpsPermissions } from './permissions.js';
import { assertWholeOperator } from './whole-operator.js';

@InputType({ description: 'One failed job.' })
export class FailedJobInput {
  @Field(() => String, { description: 'Its id, as `failedJobs` gives it.' })
  @IsUUID()
  jobId: string;
}

export interface JobSettled {
  readonly jobId: string;
  readonly queue: string;
}

@Injectable()
export class RetryJob extends Command<FailedJobInput, JobSettled> {
  readonly rule: CommandRule = {
    name: 'ops.retryJob',
    sentence: 'Have failed background work tried again',
    permission: OpsPermissions['job.manage'],
    risk: 'normal',
  };
  readonly input = FailedJobInput;

  constructor(private readonly watch: JobWatch) {
    super();
  }

  async handle({ jobId }: FailedJobInput, act: Act): Promise<JobSettled> {
    assertWholeOperator(act.actor);
    const job = await this.watch.retry(act.sql, jobId);
    if (!job) throw notFound('failed job');
    act.audit({ kind: 'job', id: jobId }, `Had the failed job ${job.queue} tried again`, { error: job.error });
    return { jobId, queue: job.queue };
  }
}

@Injectable()
export class DiscardJob extends Command<FailedJobInput, JobSettled> {
  readonly rule: CommandRule = {
    name: 'ops.discardJob',
    sentence: 'Give up failed background work',
    permission: OpsPermissions['job.manage'],
    risk: 'normal',
  };
  readonly input = FailedJobInput;

  constructor(private readonly watch: JobWatch) {
    super();
  }

  /** What it was to work on stays in the audit log: the row itself is gone for good. */
  async handle({ jobId }: FailedJobInput, act: Act): Promise<JobSettled> {
    assertWholeOperator(act.actor);
    const job = await this.watch.discard(act.sql, jobId);
    if (!job) throw notFound('failed job');
    act.audit({ kind: 'job', id: jobId }, `Gave up the failed job ${job.queue}`, {
      error: job.error,
      payload: job.payload,
    });
    return { jobId, queue: job.queue };
  }
}
