import { hash } from 'node:crypto';
import { type ConstructorOptions, PgBoss, type Queue } from 'pg-boss';
import { PreparingClient, StatementNames } from '@demarc/persistence';
import type { Job } from './job.js';

export const JOBS_SCHEMA = 'jobs';
/** Where pg-boss says, with the commit, that a queue has a job: one channel a schema. */
export const ANNOUNCEMENTS = `pgboss_${hash('sha224', JOBS_SCHEMA).slice(0, 24)}`;

/**
 * For the running product, which finds the tables made. What pg-boss does not know itself it hands on to pg's pool. Jobs are
 * added in the transactions of others; what is written here is that one was taken or has ended. A job is seen before it is on
 * the disk: the commit that takes it waits for that, so that nothing is said to the world which a crash could undo. Plans are
 * kept, some of them from a time when there were hardly any jobs to read: they have to use the indexes all the same.
 */
export function bossOptions(
  connectionString: string,
  max: number,
  commits: 'wait for the disk' | 'do not wait' = 'wait for the disk',
): ConstructorOptions {
  const options = `-c enable_seqscan=off${commits === 'do not wait' ? ' -c synchronous_commit=off' : ''}`;
  const pool = {
    connectionString,
    max,
    application_name: 'demarc jobs',
    Client: PreparingClient,
    statementNames: new StatementNames(),
    options,
  };
  return { ...pool, schema: JOBS_SCHEMA, migrate: false, createSchema: false };
}

/** Queue settings as pg-boss takes them. A job that fails for good lands in `<name>.parked`, where the monitor shows it. */
export function queueOptions(job: Job<object>): Omit<Queue, 'name'> {
  return {
    retryLimit: job.options.retryLimit,
    retryDelay: job.options.retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: 3_600,
    expireInSeconds: job.options.expireSeconds,
    deleteAfterSeconds: 3 * 86_400,
    notify: true,
  };
}

/**
 * Installs the job tables as their owner, and gives the service role what it needs to use them. Queues are made here too,
 * so that the running product needs no rights to make tables.
 */
export async function installJobs(
  ownerUrl: string,
  queues: readonly { name: string; options: Omit<Queue, 'name'> }[],
): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: JOBS_SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
  });
  const errors: unknown[] = [];
  boss.on('error', (error) => errors.push(error));
  await boss.start();
  try {
    for (const queue of queues) {
      const existing = await boss.getQueue(queue.name);
      if (existing) await boss.updateQueue(queue.name, queue.options);
      else await boss.createQueue(queue.name, queue.options);
    }
    await boss.getDb().executeSql(
      `GRANT USAGE ON SCHEMA ${JOBS_SCHEMA} TO demarc_app;
       GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOBS_SCHEMA} TO demarc_app;
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${JOBS_SCHEMA} TO demarc_app;
       GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${JOBS_SCHEMA} TO demarc_app`,
    );
  } finally {
    await boss.stop({ graceful: false, close: true });
  }
  if (errors.length > 0) throw errors[0];
}

/** Which of these queues have a job that may run now. */
export async function waitingQueues(boss: PgBoss, names: readonly string[]): Promise<string[]> {
  const { rows } = (await boss.getDb().executeSql(
    `SELECT queue.name FROM unnest($1::text[]) AS queue (name) WHERE EXISTS (SELECT 1 FROM ${JOBS_SCHEMA}.job
      WHERE job.name = queue.name AND job.state < 'active' AND NOT job.blocked AND job.start_after <= now())`,
    [names],
  )) as { rows: { name: string }[] };
  return rows.map((row) => row.name);
}
