import type { Sql } from '@demarc/persistence';

/** How a queue treats its work. */
export interface JobOptions {
  /** How often a failing job is tried again before it is parked for a person to look at. */
  readonly retryLimit: number;
  /** First pause between tries; doubles from there. */
  readonly retryDelaySeconds: number;
  /** A job that runs longer is taken for dead and given to another worker. */
  readonly expireSeconds: number;
  /** How many of this queue one worker runs at once. */
  readonly concurrency: number;
}

export const DEFAULT_JOB: JobOptions = { retryLimit: 8, retryDelaySeconds: 1, expireSeconds: 300, concurrency: 2 };

export interface JobContext {
  readonly jobId: string;
  /** Tries before this one. */
  readonly retryCount: number;
  /** Ended when the worker stops or the job expires. */
  readonly signal: AbortSignal;
}

/**
 * Background work. The payload is plain JSON with ids; `run` may be called twice for the same payload and must then do the
 * work once. Declared as a provider of its context's module; the worker role finds it by itself.
 */
export abstract class Job<Payload extends object = Record<string, never>> {
  /** `networking.send-coa`: the queue's name. */
  abstract readonly name: string;
  readonly options: JobOptions = DEFAULT_JOB;
  abstract run(payload: Payload, context: JobContext): Promise<void>;
}

/** A job that comes round by itself, by cron in a zone. `key` makes two workers agree on one run. */
export abstract class ScheduledJob extends Job {
  /** Five fields, UTC: `* * * * *`. Business calendars are rows with their own next date; this only wakes them. */
  abstract readonly cron: string;
  /** Also when a worker starts: it may be in the place of one that was killed over what this looks after. */
  readonly atStart: boolean = false;
}

export interface EnqueueOptions {
  /** While a job with this key waits, another with the same key is not added. */
  readonly singletonKey?: string;
  readonly startAfter?: Date;
  readonly priority?: number;
}

/** Adds work inside a transaction: it exists if, and only if, the transaction commits. */
export abstract class JobQueue {
  abstract enqueue<Payload extends object>(
    sql: Sql,
    job: abstract new (...args: never[]) => Job<Payload>,
    payload: Payload,
    options?: EnqueueOptions,
  ): Promise<void>;
}
