import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BossQueue } from './boss-queue.js';
import { JobDrain } from './drain.js';
import { JobQueue } from './job.js';
import { JobWatch } from './job-watch.js';
import { JobRegistry } from './registry.js';
import { JobWorker } from './worker.js';

@Global()
@Module({})
export class JobsModule {
  static forRoot(options: { url: string }): DynamicModule {
    return {
      module: JobsModule,
      imports: [DiscoveryModule],
      providers: [
        JobRegistry,
        JobWatch,
        {
          provide: JobQueue,
          inject: [JobRegistry],
          useFactory: (registry: JobRegistry) => new BossQueue(registry, options.url),
        },
        {
          provide: JobWorker,
          inject: [JobRegistry],
          useFactory: (registry: JobRegistry) => new JobWorker(registry, options.url),
        },
        {
          provide: JobDrain,
          inject: [JobRegistry],
          useFactory: (registry: JobRegistry) => new JobDrain(registry, options.url),
        },
      ],
      exports: [JobRegistry, JobWatch, JobQueue, JobWorker, JobDrain],
    };
  }
}
