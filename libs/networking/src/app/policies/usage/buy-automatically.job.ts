import { Injectable } from '@nestjs/common';
import { Job, type JobContext, type JobOptions } from '@demarc/jobs';
import type { Id } from '@demarc/kernel';
import { AutomaticBuyer } from './late-bound.js';

@Injectable()
export class BuyAutomatically extends Job<{ readonly serviceId: Id<'Service'> }> {
  readonly name = 'networking.buy-automatically';
  override readonly options: JobOptions = { retryLimit: 3, retryDelaySeconds: 5, expireSeconds: 60, concurrency: 2 };

  constructor(private readonly buyer: AutomaticBuyer) {
    super();
  }

  run({ serviceId }: { readonly serviceId: Id<'Service'> }, { jobId }: JobContext): Promise<void> {
    return this.buyer.buyFor(serviceId, jobId);
  }
}
