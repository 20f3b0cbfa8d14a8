import { Injectable } from '@nestjs/common';
import { Job, type JobContext, type JobOptions } from '@demarc/jobs';
import { PolicyTurner } from './usage/late-bound.js';

interface What {
  readonly planId?: string;
  readonly serviceIds?: readonly string[];
}

/** After the rules of a plan, or the plan of a service, have changed: what holds is worked out, and brought to the sessions. */
@Injectable()
export class ReevaluatePolicies extends Job<What> {
  readonly name = 'networking.reevaluate-policies';
  override readonly options: JobOptions = { retryLimit: 5, retryDelaySeconds: 2, expireSeconds: 600, concurrency: 1 };

  constructor(private readonly turner: PolicyTurner) {
    super();
  }

  run(what: What, { jobId, signal }: JobContext): Promise<void> {
    return this.turner.turnNow(what, jobId, signal);
  }
}
