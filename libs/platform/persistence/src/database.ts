import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { databaseErrorCode } from './database-error.js';
import { scopeStatements, type Scope } from './scope.js';
import { ClientSql, type Sql } from './sql.js';
import { together } from './together.js';

/** One write transaction: plain SQL and TypeORM on the same connection. */
export interface UnitOfWork {
  readonly sql: Sql;
  readonly manager: EntityManager;
  /**
   * Writes that are on their way already, and that nothing has to wait for but the commit: they travel with what is asked after
   * them, and where one fails, so does the transaction.
   */
  send(...writes: Promise<unknown>[]): void;
}

/** Commits that do not wait for the disk may be lost in a crash: only for what is then made anew as a whole. */
export type Commits = 'wait for the disk' | 'do not wait';

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const MOST_TRIES = 5;
/**
 * A writing transaction ends before it is on the disk, and this follows it at once: a write of its own, answered when everything
 * up to it is there (and with the standbys that the server waits for). Were it one commit, it would hold its locks while the
 * disk works: those of its rows, and the one lock that PostgreSQL has for all commits which announce something.
 */
const RELEASE_EARLY = 'SET LOCAL synchronous_commit = off';
const KEPT = `SELECT pg_logical_emit_message(true, 'demarc', '')`;
/** What TypeORM notes of a transaction that it has begun itself; here it begins together with its scope, in one trip. */
const BEGUN = { isTransactionActive: true, transactionDepth: 1 };

/** The door to PostgreSQL: every transaction states whose rows it may touch. */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly begin: string;

  constructor(
    private readonly source: DataSource,
    private readonly commits: Commits = 'wait for the disk',
  ) {
    this.begin = commits === 'wait for the disk' ? `BEGIN; ${RELEASE_EARLY}` : 'BEGIN';
  }

  /** A read-only transaction: one consistent picture, closed by itself. */
  async read<T>(scope: Scope, work: (sql: Sql) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client: pg.PoolClient = await runner.connect();
    try {
      // Not waited for: it travels with the first question. Should it fail, that question is asked in no scope and sees nothing.
      const begun = client.query(`BEGIN READ ONLY; ${scopeStatements(scope)}`);
      begun.catch(() => undefined);
      const answer = await work(new ClientSql(client));
      await begun;
      await client.query('COMMIT');
      return answer;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** A write transaction, on the disk when this answers. Serialization failures and deadlocks are tried again, at most five times. */
  async write<T>(scope: Scope, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.writeOnce(scope, work);
      } catch (error) {
        if (attempt >= MOST_TRIES || !isRetryable(error)) throw error;
      }
    }
  }

  private async writeOnce<T>(scope: Scope, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client: pg.PoolClient = await runner.connect();
    try {
      await client.query(`${this.begin}; ${scopeStatements(scope)}`);
      Object.assign(runner, BEGUN);
      const underway: Promise<unknown>[] = [];
      const send = (...writes: Promise<unknown>[]): void => {
        for (const write of writes) write.catch(() => undefined);
        underway.push(...writes);
      };
      const answer = work({ sql: new ClientSql(client), manager: runner.manager, send });
      await Promise.allSettled([answer]);
      await together(...underway, answer);
      const ended = client.query('COMMIT');
      await together(ended, this.commits === 'wait for the disk' ? client.query(KEPT, []) : ended);
      return await answer;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

function isRetryable(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}
