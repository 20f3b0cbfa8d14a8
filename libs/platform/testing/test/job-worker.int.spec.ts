import { Injectable, Module } from '@nestjs/common';
import { Job, type JobOptions, JobQueue, JobWorker, ScheduledJob } from '@demarc/jobs';
import { Database, EVERYTHING } from '@demarc/persistence';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { World } from '../src/index.js';

const CONCURRENCY = 6;

@Injectable()
class Count extends Job<{ readonly n: number }> {
  readonly name = 'test.count';
  override readonly options: JobOptions = {
    retryLimit: 0,
    retryDelaySeconds: 1,
    expireSeconds: 60,
    concurrency: CONCURRENCY,
  };
  readonly done: number[] = [];
  running = 0;
  most = 0;

  async run({ n }: { readonly n: number }): Promise<void> {
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.running -= 1;
    if (n % 7 === 0) throw new Error(`not ${n}`);
    this.done.push(n);
  }
}

@Injectable()
class Wake extends ScheduledJob {
  readonly name = 'test.wake';
  readonly cron = '0 0 29 2 *';
  override readonly atStart = true;
  times = 0;

  async run(): Promise<void> {
    this.times += 1;
  }
}

@Module({ providers: [Count, Wake], exports: [Count, Wake] })
class CountModule {}

describe('the worker', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ modules: [CountModule], migrations: [] });
  });
  afterAll(async () => {
    await world.close();
  });

  it('runs as many of a queue at once as it may and no more, and a failing job fails alone', async () => {
    const numbers = Array.from({ length: 70 }, (_, n) => n);
    await world.app.get(Database).write(EVERYTHING, async ({ sql }) => {
      for (const n of numbers) await world.app.get(JobQueue).enqueue(sql, Count, { n });
    });
    await world.app.get(JobWorker).start();
    const states = (): Promise<{ state: string; count: number }[]> =>
      world.rows(
        `SELECT state::text, count(*)::int FROM jobs.job WHERE name = 'test.count' GROUP BY state ORDER BY state`,
      );
    await vi.waitFor(
      async () => {
        expect(await states()).toEqual([
          { state: 'completed', count: 60 },
          { state: 'failed', count: 10 },
        ]);
      },
      { timeout: 20_000, interval: 50 },
    );
    const count = world.app.get(Count);
    expect(count.done.toSorted((one, other) => one - other)).toEqual(numbers.filter((n) => n % 7 !== 0));
    expect(count.most).toBe(CONCURRENCY);
  });

  it('runs at its start what looks after the work of a worker that was killed', async () => {
    await vi.waitFor(() => expect(world.app.get(Wake).times).toBe(1), { timeout: 5_000, interval: 20 });
  });

  it('hears of each job as it is added, and does not wait until it looks by itself', async () => {
    const count = world.app.get(Count);
    const startedMs = performance.now();
    for (const n of [101, 102, 103, 104]) {
      await world.app.get(Database).write(EVERYTHING, ({ sql }) => world.app.get(JobQueue).enqueue(sql, Count, { n }));
      await vi.waitFor(() => expect(count.done).toContain(n), { timeout: 5_000, interval: 5 });
    }
    expect(performance.now() - startedMs).toBeLessThan(2_500);
  });

  it('lets what runs end before it stops, and keeps that it has', async () => {
    const count = world.app.get(Count);
    await world.app
      .get(Database)
      .write(EVERYTHING, ({ sql }) => world.app.get(JobQueue).enqueue(sql, Count, { n: 201 }));
    await vi.waitFor(() => expect(count.running).toBe(1), { timeout: 5_000, interval: 1 });
    await world.app.get(JobWorker).onApplicationShutdown();
    expect(count.done).toContain(201);
    expect(await world.rows(`SELECT state::text FROM jobs.job WHERE data @> '{"n": 201}'`)).toEqual([
      { state: 'completed' },
    ]);
  });

  it('prepares what it asks again and again', async () => {
    const asked = 'SELECT $1::int AS given';
    for (const given of [1, 2, 3]) expect(await world.rows(asked, [given])).toEqual([{ given }]);
    // Any connection of the pool may answer: each prepares for itself.
    await vi.waitFor(async () => {
      expect(await world.rows(asked, [4])).toEqual([{ given: 4 }]);
      expect(await world.rows('SELECT statement FROM pg_prepared_statements WHERE statement LIKE $1', [asked])).toEqual(
        [{ statement: asked }],
      );
    });
  });
});
