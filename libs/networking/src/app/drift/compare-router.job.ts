import { Injectable } from '@nestjs/common';
import { Job, type JobOptions } from '@demarc/jobs';
import { type CompareOrder, RouterComparer } from './router-comparer.js';

/** Compares one router, and makes a plan where its mode or a person asks for one. */
@Injectable()
export class CompareRouter extends Job<CompareOrder> {
  readonly name = 'networking.compare-router';
  override readonly options: JobOptions = { retryLimit: 2, retryDelaySeconds: 5, expireSeconds: 300, concurrency: 8 };

  constructor(private readonly comparer: RouterComparer) {
    super();
  }

  async run(order: CompareOrder): Promise<void> {
    await this.comparer.compare(order);
  }
}
