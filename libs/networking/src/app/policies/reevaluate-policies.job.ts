import { Injectable } from '@nestjs/common';
import { Job, type JobContext, type JobOptions } from '@demarc/jobs';
import { PolicyTurner } from './usage/late-bound.js';

/** After the rules of a plan have changed: what holds is worked out, and brought to the sessions. */
@Injectable()
export class ReevaluatePolicies extends Job<{ readonly planId: string }> {
  readonly name = 'networking.reevaluate-policies';
  override readonly options: JobOptions = { retryLimit: 5, retryDelaySeconds: 2, expireSeconds: 600, concurrency: 1 };

  constructor(private readonly turner: PolicyTurner) {
    super();
  }

  run({ planId }: { readonly planId: string }, { jobId, signal }: JobContext): Promise<void> {
    return this.turner.turnNow(planId, jobId, signal);
  }
}
