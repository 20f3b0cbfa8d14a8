import { Injectable } from '@nestjs/common';
import { type Asking, Query } from '@demarc/commands';
import { pageSize } from '@demarc/graphql';
import { type FailedJob, JobWatch, type QueueState } from '@demarc/jobs';
import { OpsPermissions } from './permissions.js';
import { assertWholeOperator } from './whole-operator.js';

@Injectable()
export class ListQueues extends Query<Record<string, never>, readonly QueueState[]> {
  readonly rule = {
    name: 'ops.jobQueues',
    sentence: 'See the background work',
    permission: OpsPermissions['job.view'],
  };

  constructor(private readonly watch: JobWatch) {
    super();
  }

  answer(_input: Record<string, never>, { sql, actor }: Asking): Promise<readonly QueueState[]> {
    assertWholeOperator(actor);
    return this.watch.queues(sql);
  }
}

export interface FailedJobsInput {
  readonly queue: string | null;
  readonly first: number;
}

@Injectable()
export class ListFailedJobs extends Query<FailedJobsInput, readonly FailedJob[]> {
  readonly rule = {
    name: 'ops.failedJobs',
    sentence: 'See what failed in the background',
    permission: OpsPermissions['job.view'],
  };

  constructor(private readonly watch: JobWatch) {
    super();
  }

  answer({ queue, first }: FailedJobsInput, { sql, actor }: Asking): Promise<readonly FailedJob[]> {
    assertWholeOperator(actor);
    return this.watch.failed(sql, queue, pageSize(first));
  }
}
