import { Injectable } from '@nestjs/common';
import type { Sql } from '@demarc/persistence';
import { JOBS_SCHEMA } from './boss.js';
import { ScheduledJob } from './job.js';
import { JobRegistry } from './registry.js';

/** How one kind of background work stands. */
export interface QueueState {
  readonly name: string;
  /** Five fields, UTC; null for work that something else asks for. */
  readonly cron: string | null;
  readonly waiting: number;
  /** To be tried again, or asked for a later moment. */
  readonly later: number;
  readonly running: number;
  /** Given up after the last try; a person decides. */
  readonly failed: number;
  /** Since this time yesterday. */
  readonly doneLastDay: number;
  readonly oldestWaitingAt: Date | null;
  readonly lastDoneAt: Date | null;
}

export interface FailedJob {
  readonly id: string;
  readonly queue: string;
  readonly tries: number;
  readonly addedAt: Date;
  readonly failedAt: Date;
  /** What the last try threw. */
  readonly error: string;
  readonly trace: string | null;
  /** Ids of what it was to work on. */
  readonly payload: unknown;
}

const FAILED_COLUMNS = `id, name AS queue, retry_count + 1 AS tries, created_on AS "addedAt", coalesce(completed_on, created_on) AS "failedAt",
  coalesce(output ->> 'message', output ->> 'value', output::text, 'It ended without saying why, or ran longer than it may.') AS error,
  output ->> 'stack' AS trace, data AS payload`;

/** Looks at the job tables, and moves what failed. The moments are those of the database, which the queue itself lives by. */
@Injectable()
export class JobWatch {
  constructor(private readonly registry: JobRegistry) {}

  async queues(sql: Sql): Promise<readonly QueueState[]> {
    const rows = await sql.query<Omit<QueueState, 'cron'>>(
      `SELECT name,
         count(*) FILTER (WHERE state = 'created' AND start_after <= now())::int AS waiting,
         count(*) FILTER (WHERE state = 'retry' OR (state = 'created' AND start_after > now()))::int AS later,
         count(*) FILTER (WHERE state = 'active')::int AS running,
         count(*) FILTER (WHERE state = 'failed')::int AS failed,
         count(*) FILTER (WHERE state = 'completed' AND completed_on > now() - interval '1 day')::int AS "doneLastDay",
         min(start_after) FILTER (WHERE state = 'created' AND start_after <= now()) AS "oldestWaitingAt",
         max(completed_on) FILTER (WHERE state = 'completed') AS "lastDoneAt"
       FROM ${JOBS_SCHEMA}.job GROUP BY name`,
    );
    const counted = new Map(rows.map((row) => [row.name, row]));
    return this.registry
      .all()
      .map((job) => ({
        ...(counted.get(job.name) ?? nothingYet(job.name)),
        cron: job instanceof ScheduledJob ? job.cron : null,
      }))
      .sort((one, other) => other.failed - one.failed || (one.name < other.name ? -1 : 1));
  }

  /** The newest first; all queues unless one is named. */
  failed(sql: Sql, queue: string | null, first: number): Promise<FailedJob[]> {
    return sql.query<FailedJob>(
      `SELECT ${FAILED_COLUMNS} FROM ${JOBS_SCHEMA}.job
       WHERE state = 'failed' AND ($1::text IS NULL OR name = $1) ORDER BY completed_on DESC NULLS LAST, id LIMIT $2`,
      [queue, first],
    );
  }

  /** Gives it one more try, now. Answers what had failed; undefined when there is no such failed job (any more). */
  async retry(sql: Sql, id: string): Promise<FailedJob | undefined> {
    const job = await this.lockFailed(sql, id);
    if (job) {
      await sql.execute(
        `UPDATE ${JOBS_SCHEMA}.job SET state = 'retry', retry_limit = retry_count + 1, start_after = now(), completed_on = NULL WHERE name = $1 AND id = $2`,
        [job.queue, id],
      );
    }
    return job;
  }

  async discard(sql: Sql, id: string): Promise<FailedJob | undefined> {
    const job = await this.lockFailed(sql, id);
    if (job) await sql.execute(`DELETE FROM ${JOBS_SCHEMA}.job WHERE name = $1 AND id = $2`, [job.queue, id]);
    return job;
  }

  private lockFailed(sql: Sql, id: string): Promise<FailedJob | undefined> {
    return sql.first<FailedJob>(
      `SELECT ${FAILED_COLUMNS} FROM ${JOBS_SCHEMA}.job WHERE id = $1::uuid AND state = 'failed' FOR UPDATE`,
      [id],
    );
  }
}

function nothingYet(name: string): Omit<QueueState, 'cron'> {
  return { name, waiting: 0, later: 0, running: 0, failed: 0, doneLastDay: 0, oldestWaitingAt: null, lastDoneAt: null };
}
