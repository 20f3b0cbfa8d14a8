import { Module } from '@nestjs/common';
import { JobResolver } from './job.resolver.js';
import { ListFailedJobs, ListQueues } from './list-jobs.query.js';
import { DiscardJob, RetryJob } from './settle-failed-job.js';

/** The product looking at itself: its background work. */
@Module({ providers: [ListQueues, ListFailedJobs, RetryJob, DiscardJob, JobResolver] })
export class OpsModule {}
