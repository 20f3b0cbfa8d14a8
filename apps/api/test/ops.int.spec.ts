import { Injectable, Module } from '@nestjs/common';
import { DEFAULT_JOB, Job, JobQueue, JOBS_SCHEMA, type JobOptions } from '@demarc/jobs';
import { asId } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { staffWith, World } from '@demarc/testing';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ListFailedJobs, ListQueues } from '../src/ops/list-jobs.query.js';
import { OpsModule } from '../src/ops/ops.module.js';
import { OpsPermissions } from '../src/ops/permissions.js';
import { DiscardJob, RetryJob } from '../src/ops/settle-failed-job.js';

const QUEUE = 'test.call-router';

@Injectable()
class CallRouter extends Job<{ routerId: string }> {
  readonly name = QUEUE;
  override readonly options: JobOptions = { ...DEFAULT_JOB, retryLimit: 0 };
  ran = 0;

  async run(): Promise<void> {
    this.ran += 1;
  }
}

@Module({ providers: [CallRouter] })
class RouterCalls {}

const viewer = staffWith([OpsPermissions['job.view']]);
const keeper = staffWith([OpsPermissions['job.view'], OpsPermissions['job.manage']]);
const reseller = staffWith(
  [OpsPermissions['job.view'], OpsPermissions['job.manage']],
  [asId<'Partner'>('00000000-0000-7000-9000-00000000000a')],
);

describe('background work', () => {
  let world: World;
  let boss: PgBoss;

  beforeAll(async () => {
    world = await World.open({ modules: [OpsModule, RouterCalls], migrations: [] });
    boss = new PgBoss({
      connectionString: world.database.ownerUrl,
      schema: JOBS_SCHEMA,
      max: 1,
      supervise: false,
      schedule: false,
    });
    boss.on('error', () => undefined);
    await boss.start();
  });
  afterAll(async () => {
    expect(await world.violations()).toEqual([]);
    await boss.stop({ graceful: false, close: true });
    await world.close();
  });

  async function failedOnce(routerId: string): Promise<string> {
    await world.app
      .get(Database)
      .write(EVERYTHING, ({ sql }) => world.app.get(JobQueue).enqueue(sql, CallRouter, { routerId }));
    const [item] = await boss.fetch<object>(QUEUE);
    if (!item) throw new Error('nothing waits');
    await boss.fail(QUEUE, item.id, new Error(`${routerId} does not answer`));
    return item.id;
  }
  const counted = async () => (await world.ask(ListQueues, {}, viewer)).find(({ name }) => name === QUEUE);

  it('shows what failed for good, with what it ran into', async () => {
    const id = await failedOnce('r-1');
    expect(await counted()).toMatchObject({ failed: 1, waiting: 0, cron: null });
    const failed = await world.ask(ListFailedJobs, { queue: QUEUE, first: 10 }, viewer);
    expect(failed).toMatchObject([
      { id, queue: QUEUE, tries: 1, error: 'r-1 does not answer', payload: { routerId: 'r-1' } },
    ]);
    expect(await world.ask(ListFailedJobs, { queue: 'test.other', first: 10 }, viewer)).toEqual([]);
  });

  it('has a failed job run once more, and no other', async () => {
    const [job] = await world.ask(ListFailedJobs, { queue: null, first: 10 }, viewer);
    expect(await world.run(RetryJob, { jobId: job?.id }, keeper)).toEqual({ jobId: job?.id, queue: QUEUE });
    expect(await counted()).toMatchObject({ failed: 0 });
    expect(await world.settle()).toEqual([QUEUE]);
    expect(world.app.get(CallRouter).ran).toBe(1);
    expect(await counted()).toMatchObject({ failed: 0, doneLastDay: 1 });
    await expect(world.run(RetryJob, { jobId: job?.id }, keeper)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('gives a job up, and keeps in the audit log what it was to work on', async () => {
    const jobId = await failedOnce('r-2');
    await world.run(DiscardJob, { jobId }, keeper);
    expect(await world.ask(ListFailedJobs, { queue: null, first: 10 }, viewer)).toEqual([]);
    const [entry] = await world.rows<{ changes: unknown }>(
      `SELECT changes FROM platform.audit_entry WHERE subject_id = $1 AND outcome = 'done'`,
      [jobId],
    );
    expect(entry?.changes).toMatchObject({ payload: { routerId: 'r-2' }, error: 'r-2 does not answer' });
  });

  it('is for whoever sees every partner and holds the right', async () => {
    await expect(world.ask(ListQueues, {}, reseller)).rejects.toMatchObject({ code: 'WHOLE_OPERATOR_ONLY' });
    const jobId = await failedOnce('r-3');
    await expect(world.run(DiscardJob, { jobId }, reseller)).rejects.toMatchObject({ code: 'WHOLE_OPERATOR_ONLY' });
    await expect(world.run(RetryJob, { jobId }, viewer)).rejects.toMatchObject({ kind: 'forbidden' });
    await world.run(DiscardJob, { jobId }, keeper);
  });
});
