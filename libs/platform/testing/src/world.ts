import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule, Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor, type Actor } from '@demarc/access';
import { verifyAudit, sealAudit } from '@demarc/audit';
import { CommandBus, CommandsModule, QueryBus, type Command, type Query } from '@demarc/commands';
import { ConfigModule, readSettings } from '@demarc/config';
import { Job, JobRegistry, JobsModule, JOBS_SCHEMA, queueOptions, waitingQueues } from '@demarc/jobs';
import { SeededRandom, SettableClock } from '@demarc/kernel';
import {
  Database,
  EVERYTHING,
  PersistenceModule,
  type Invariant,
  type MigrationClass,
  type Scope,
  type Sql,
} from '@demarc/persistence';
import { SecretsModule } from '@demarc/secrets';
import { PgBoss } from 'pg-boss';
import { testDatabase, type TestDatabase } from './test-database.js';

export interface WorldOptions {
  readonly modules: readonly (Type | DynamicModule)[];
  readonly migrations: readonly MigrationClass[];
  readonly entities?: readonly (abstract new () => unknown)[];
  readonly invariants?: readonly Invariant[];
  /** Where the clock stands at first; it is frozen until moved. */
  readonly now?: string;
  readonly seed?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another PostgreSQL than that of the run, as its owner. */
  readonly postgresUrl?: string;
}

/** The product's own modules on a real database, with a clock that stands still, seeded ids, and jobs that run when told. */
export class World {
  private requests = 0;

  private constructor(
    readonly app: TestingModule,
    readonly database: TestDatabase,
    readonly clock: SettableClock,
    private readonly options: WorldOptions,
    private readonly boss: PgBoss,
    private readonly dataDir: string,
  ) {}

  static async open(options: WorldOptions): Promise<World> {
    const dataDir = mkdtempSync(join(tmpdir(), 'demarc-world-'));
    const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: dataDir, LOG_LEVEL: 'fatal', ...options.env });
    if (!settings.ok) throw new Error(JSON.stringify(settings.faults));
    const database = await testDatabase(options.migrations, [], options.postgresUrl);
    const clock = new SettableClock(new Date(options.now ?? '2026-03-15T08:00:00Z'));
    const builder = Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(settings.value, { clock, random: new SeededRandom(options.seed ?? 'test') }),
        PersistenceModule.forRoot({
          url: database.appUrl,
          pool: 10,
          entities: options.entities ?? [],
          applicationName: 'demarc test',
        }),
        SecretsModule,
        JobsModule.forRoot({ url: database.appUrl }),
        CommandsModule,
        ...options.modules,
      ],
    });
    const app = await builder.compile();
    app.useLogger(false);
    await app.init();
    const boss = new PgBoss({
      connectionString: database.ownerUrl,
      schema: JOBS_SCHEMA,
      max: 2,
      supervise: false,
      schedule: false,
    });
    // Dropping the database at the end may cut an idle connection before the pool lets go of it.
    boss.on('error', () => undefined);
    await boss.start();
    for (const job of app.get(JobRegistry).all()) await boss.createQueue(job.name, queueOptions(job));
    return new World(app, database, clock, options, boss, dataDir);
  }

  /** Runs a command as somebody (the system unless said otherwise). */
  run<Input extends object, Output>(
    command: new (...args: never[]) => Command<Input, Output>,
    input: Input | Record<string, unknown>,
    actor: Actor = systemActor('test'),
    idempotencyKey?: string,
  ): Promise<Output> {
    this.requests += 1;
    return this.app.get(CommandBus).run(command, input, {
      actor,
      requestId: `test-${this.requests}`,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
  }

  ask<Input, Output>(
    query: new (...args: never[]) => Query<Input, Output>,
    input: Input,
    actor: Actor = systemActor('test'),
  ): Promise<Output> {
    return this.app.get(QueryBus).ask(query, input, { actor, requestId: 'test' });
  }

  /** Reads with SQL, unscoped unless said otherwise. */
  rows<Row extends object>(text: string, values: readonly unknown[] = [], scope: Scope = EVERYTHING): Promise<Row[]> {
    return this.app.get(Database).read(scope, (sql: Sql) => sql.query<Row>(text, values));
  }

  /** Runs waiting jobs, and those they cause, until none is left; answers the names of those that ran. Scheduled jobs only when named. */
  async settle(): Promise<string[]> {
    const ran: string[] = [];
    const jobs = this.app.get(JobRegistry).all();
    for (let round = 0; round < 1_000; round += 1) {
      const waiting = await waitingQueues(
        this.boss,
        jobs.map((job) => job.name),
      );
      const before = ran.length;
      for (const job of jobs) if (waiting.includes(job.name)) ran.push(...(await this.runWaiting(job)));
      if (ran.length === before) return ran;
    }
    throw new Error('jobs keep causing jobs; 1,000 rounds were not enough');
  }

  private async runWaiting(job: Job<object>): Promise<string[]> {
    const ran: string[] = [];
    for (const item of await this.boss.fetch<object>(job.name, { batchSize: 50, includeMetadata: true })) {
      await job.run(item.data, { jobId: item.id, retryCount: item.retryCount, signal: new AbortController().signal });
      await this.boss.complete(job.name, item.id);
      ran.push(job.name);
    }
    return ran;
  }

  /** Everything the product promises about its data, checked; answers the violations. */
  async violations(): Promise<string[]> {
    const database = this.app.get(Database);
    await database.write(EVERYTHING, ({ sql }) => sealAudit(sql, 1_000_000));
    return database.read(EVERYTHING, async (sql) => {
      const found: string[] = [];
      for (const invariant of this.options.invariants ?? []) {
        const rows = await sql.query<{ violation: string }>(invariant.sql);
        found.push(...rows.map((row) => `${invariant.id}: ${row.violation}`));
      }
      const fault = await verifyAudit(sql);
      return fault ? [...found, `audit chain: entry ${fault.entrySeq}: ${fault.fault}`] : found;
    });
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false, close: true });
    await this.app.close();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
