import { Injectable } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import { bossOptions, JOBS_SCHEMA } from './boss.js';
import { JobRegistry } from './registry.js';

const MOST_ROUNDS = 10_000;
const BATCH = 100;
/** Fetched by hand, a job has no worker that could end it. */
const NEVER = new AbortController().signal;

/**
 * Runs waiting jobs here and now, one after another, until none is left: for commands of the operator, demo data and
 * rehearsals, where no worker runs and the order must be the same each time.
 */
@Injectable()
export class JobDrain {
  constructor(
    private readonly registry: JobRegistry,
    private readonly connectionString: string,
  ) {}

  /** Lets the work be done with a drain at hand, and closes the drain's connection afterwards. */
  async during<T>(work: (drain: () => Promise<number>) => Promise<T>): Promise<T> {
    const boss = new PgBoss({ ...bossOptions(this.connectionString, 2), supervise: false, schedule: false });
    await boss.start();
    try {
      return await work(() => this.drain(boss));
    } finally {
      await boss.stop({ graceful: false, close: true });
    }
  }

  private async drain(boss: PgBoss): Promise<number> {
    let ran = 0;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const waiting = await waitingQueues(boss);
      if (waiting.size === 0) return ran;
      const before = ran;
      for (const job of this.registry.all()) if (waiting.has(job.name)) ran += await this.runBatch(boss, job.name);
      if (ran === before) return ran;
    }
    throw new Error('jobs keep causing jobs');
  }

  private async runBatch(boss: PgBoss, name: string): Promise<number> {
    const job = this.registry.all().find((one) => one.name === name);
    const items = await boss.fetch<object>(name, { batchSize: BATCH, includeMetadata: true });
    for (const item of items) await job?.run(item.data, { jobId: item.id, retryCount: item.retryCount, signal: NEVER });
    if (items.length > 0)
      await boss.complete(
        name,
        items.map((item) => item.id),
      );
    return items.length;
  }
}

async function waitingQueues(boss: PgBoss): Promise<Set<string>> {
  const { rows } = (await boss
    .getDb()
    .executeSql(
      `SELECT DISTINCT name FROM ${JOBS_SCHEMA}.job WHERE state IN ('created', 'retry') AND start_after <= now()`,
    )) as { rows: { name: string }[] };
  return new Set(rows.map((row) => row.name));
}
