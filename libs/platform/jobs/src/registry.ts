import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Job } from './job.js';

type JobClass = abstract new (...args: never[]) => Job<never>;

/** Every job of the running product, found among the providers. */
@Injectable()
export class JobRegistry {
  private jobs: Map<unknown, Job<object>> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  all(): readonly Job<object>[] {
    return [...this.found().values()];
  }

  byClass(jobClass: JobClass): Job<object> {
    const job = this.found().get(jobClass);
    if (!job) throw new Error(`${jobClass.name} is not a provider of any module`);
    return job;
  }

  private found(): Map<unknown, Job<object>> {
    if (!this.jobs) {
      this.jobs = new Map();
      for (const wrapper of this.discovery.getProviders()) {
        const instance: unknown = wrapper.instance;
        if (instance instanceof Job) this.jobs.set(instance.constructor, instance as Job<object>);
      }
    }
    return this.jobs;
  }
}
