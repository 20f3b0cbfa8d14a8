import { Injectable } from '@nestjs/common';
import { Job, type JobOptions, JobQueue } from '@demarc/jobs';
import { Database, EVERYTHING } from '@demarc/persistence';
import { AccessConverger } from './access-converger.js';

/**
 * Brings the sessions of one service to what is desired. Many run at once: each waits for a router most of its time, and they share
 * their transactions. Asked twice at once, one does it and the other leaves.
 */
@Injectable()
export class ConvergeAccess extends Job<{ readonly serviceId: string }> {
  readonly name = 'networking.converge-access';
  override readonly options: JobOptions = { retryLimit: 5, retryDelaySeconds: 5, expireSeconds: 120, concurrency: 256 };

  constructor(
    private readonly converger: AccessConverger,
    private readonly queue: JobQueue,
    private readonly database: Database,
  ) {
    super();
  }

  async run({ serviceId }: { readonly serviceId: string }): Promise<void> {
    const again = await this.converger.converge(serviceId);
    if (again)
      await this.database.write(EVERYTHING, ({ sql }) =>
        this.queue.enqueue(sql, ConvergeAccess, { serviceId }, { startAfter: again }),
      );
  }
}
