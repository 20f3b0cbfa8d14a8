import { Injectable } from '@nestjs/common';
import { inLanes } from '@demarc/kernel';
import { PgBoss, type JobWithMetadata } from 'pg-boss';
import { bossOptions, JOBS_SCHEMA, waitingQueues } from './boss.js';
import type { Job } from './job.js';
import { JobRegistry } from './registry.js';

const MOST_ROUNDS = 10_000;
const BATCH = 1_000;
/** Fetched by hand, a job has no worker that could end it. */
const NEVER = new AbortController().signal;

/**
 * Runs waiting jobs here and now until none is left: for commands of the operator, demo data and rehearsals, where no
 * worker runs. One after another, so that the order is the same each time, or some of one kind at a time.
 */
@Injectable()
export class JobDrain {
  constructor(
    private readonly registry: JobRegistry,
    private readonly connectionString: string,
  ) {}

  /** Lets the work be done with a drain at hand, and closes the drain's connection afterwards. */
  async during<T>(work: (drain: () => Promise<number>) => Promise<T>, atOnce = 1): Promise<T> {
    // Whose jobs these are had its own commits answered before.
    const options = bossOptions(this.connectionString, 2, 'do not wait');
    const boss = new PgBoss({ ...options, supervise: false, schedule: false });
    await boss.start();
    try {
      return await work(() => this.drain(boss, atOnce));
    } finally {
      await boss.stop({ graceful: false, close: true });
    }
  }

  private async drain(boss: PgBoss, atOnce: number): Promise<number> {
    let ran = 0;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const jobs = this.registry.all();
      const waiting = await waitingQueues(
        boss,
        jobs.map((job) => job.name),
      );
      if (waiting.length === 0) return ran;
      const before = ran;
      for (const job of jobs) if (waiting.includes(job.name)) ran += await this.runBatch(boss, job, atOnce);
      if (ran === before) return ran;
    }
    throw new Error('jobs keep causing jobs');
  }

  private async runBatch(boss: PgBoss, job: Job<object>, atOnce: number): Promise<number> {
    const items = await inOrder(boss, await boss.fetch<object>(job.name, { batchSize: BATCH, includeMetadata: true }));
    await inLanes(atOnce, items, (item) =>
      job.run(item.data, { jobId: item.id, retryCount: item.retryCount, signal: NEVER }),
    );
    if (items.length > 0)
      await boss.complete(
        job.name,
        items.map((item) => item.id),
      );
    return items.length;
  }
}

/**
 * The order in which they came. Jobs of one transaction came at one time, and how the database hands those out depends on
 * where it found room for them: of these the content decides, so that the same past is followed by the same future.
 */
async function inOrder<T extends JobWithMetadata<object>>(boss: PgBoss, items: readonly T[]): Promise<readonly T[]> {
  if (items.length < 2) return items;
  const { rows } = (await boss
    .getDb()
    .executeSql(
      `SELECT id FROM ${JOBS_SCHEMA}.job WHERE name = $1 AND id = ANY ($2::uuid[]) ORDER BY priority DESC, created_on, data::text`,
      [items[0]?.name, items.map((item) => item.id)],
    )) as { rows: { id: string }[] };
  const byId = new Map(items.map((item) => [item.id, item]));
  return rows.flatMap(({ id }) => byId.get(id) ?? []);
}
