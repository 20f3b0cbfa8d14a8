import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import type { Sql } from '@demarc/persistence';
import { bossOptions } from './boss.js';
import { type EnqueueOptions, type Job, JobQueue } from './job.js';
import { JobRegistry } from './registry.js';

/** The sending side: writes job rows in the caller's transaction. Holds no connection of its own. */
@Injectable()
export class BossQueue extends JobQueue implements OnApplicationShutdown {
  private readonly log = new Logger('jobs');
  private sender: Promise<PgBoss> | undefined;

  constructor(
    private readonly registry: JobRegistry,
    private readonly connectionString: string,
  ) {
    super();
  }

  async enqueue<Payload extends object>(
    sql: Sql,
    job: abstract new (...args: never[]) => Job<Payload>,
    payload: Payload,
    options: EnqueueOptions = {},
  ): Promise<void> {
    const boss = await this.boss();
    const name = this.registry.byClass(job).name;
    await boss.send(name, payload, {
      db: { executeSql: async (text: string, values?: unknown[]) => ({ rows: await sql.query(text, values) }) },
      ...(options.singletonKey ? { singletonKey: options.singletonKey } : {}),
      ...(options.startAfter ? { startAfter: options.startAfter } : {}),
      ...(options.priority ? { priority: options.priority } : {}),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const boss = await this.sender;
    await boss?.stop({ graceful: false, close: true });
  }

  private boss(): Promise<PgBoss> {
    this.sender ??= this.open();
    return this.sender;
  }

  private open(): Promise<PgBoss> {
    const boss = new PgBoss({ ...bossOptions(this.connectionString, 2), supervise: false, schedule: false });
    // Without a hearer a lost connection (PostgreSQL restarts) would end the process; the pool opens another by itself.
    boss.on('error', (error: Error) => this.log.warn({ err: error }, 'the job queue lost a connection'));
    return boss.start();
  }
}
