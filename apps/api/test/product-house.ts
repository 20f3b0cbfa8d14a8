import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Actor, systemActor } from '@demarc/access';
import { allMigrations, createHttpApp } from '@demarc/api';
import { sealAudit, verifyAudit } from '@demarc/audit';
import { billingInvariants } from '@demarc/billing';
import { Acts, type Command, CommandBus } from '@demarc/commands';
import { readSettings } from '@demarc/config';
import { crmInvariants } from '@demarc/crm';
import { identityInvariants, seedRoles, StaffAccounts } from '@demarc/identity';
import { installJobs, JobDrain, JobRegistry, queueOptions } from '@demarc/jobs';
import { type Id, IdSource, SeededRandom, SettableClock } from '@demarc/kernel';
import { networkingInvariants } from '@demarc/networking';
import { Database, EVERYTHING } from '@demarc/persistence';
import {
  auditMigrations,
  commandMigrations,
  persistenceMigrations,
  secretMigrations,
  testDatabase,
  type TestDatabase,
} from '@demarc/testing';

export const STAFF_PASSWORD = 'meadow copper lantern drift';
const OF_EVERY_TEST_DATABASE = [persistenceMigrations, secretMigrations, auditMigrations, commandMigrations].flat();

export interface HouseOptions {
  readonly now?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The clock runs on from `now` instead of standing still. */
  readonly running?: boolean;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: { code: string; kind?: string };
  }[];
  readonly text: string;
}

/** A drain of jobs that stays open: its connections are those of the house, and are made once. */
class Drain {
  private constructor(
    readonly settle: () => Promise<number>,
    readonly close: () => Promise<void>,
  ) {}

  static open(jobs: JobDrain): Promise<Drain> {
    return new Promise((resolve, reject) => {
      const over = Promise.withResolvers<void>();
      const during = jobs.during((settle) => {
        resolve(
          new Drain(settle, () => {
            over.resolve();
            return during;
          }),
        );
        return over.promise;
      });
      during.catch(reject);
    });
  }
}

/** The whole product behind its real HTTP server, on a database and a clock of its own. */
export class ProductHouse {
  private drain: Promise<Drain> | undefined;

  private constructor(
    readonly app: NestExpressApplication,
    readonly database: TestDatabase,
    readonly clock: SettableClock,
    readonly url: string,
    /** Its data folder, as a command of the operator needs it. */
    readonly folder: string,
  ) {}

  static async open({
    now = '2026-03-15T08:00:00Z',
    env = {},
    running = false,
  }: HouseOptions = {}): Promise<ProductHouse> {
    const folder = mkdtempSync(join(tmpdir(), 'demarc-house-'));
    const database = await testDatabase(allMigrations.filter((one) => !OF_EVERY_TEST_DATABASE.includes(one)));
    const settings = readSettings({
      NODE_ENV: 'test',
      DATA_DIR: folder,
      LOG_LEVEL: 'fatal',
      RADIUS_AUTH_PORT: '0',
      RADIUS_ACCT_PORT: '0',
      APP_DATABASE_URL: database.appUrl,
      ...env,
    });
    if (!settings.ok) throw new Error(JSON.stringify(settings.faults));
    const clock = new SettableClock(new Date(now));
    if (running) clock.runFrom(new Date(now));
    const random = new SeededRandom('house');
    const app = await createHttpApp(settings.value, { clock, random, ids: new IdSource(clock, random) });
    const queues = app
      .get(JobRegistry)
      .all()
      .map((job) => ({ name: job.name, options: queueOptions(job) }));
    await installJobs(database.ownerUrl, queues);
    await app.get(Database).write(EVERYTHING, ({ sql }) => seedRoles(sql));
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new ProductHouse(app, database, clock, `http://127.0.0.1:${port}`, folder);
  }

  run<Input extends object, Output>(
    command: new (...args: never[]) => Command<Input, Output>,
    input: object,
    actor: Actor = systemActor('test'),
  ): Promise<Output> {
    return this.app.get(CommandBus).run(command, input, { actor, requestId: 'test' });
  }

  rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.app.get(Database).read(EVERYTHING, (sql) => sql.query<Row>(text, values));
  }

  /** Runs waiting jobs until none is left. */
  async settle(): Promise<number> {
    this.drain ??= Drain.open(this.app.get(JobDrain));
    return (await this.drain).settle();
  }

  /** Signs a new member of staff in; answers the headers of their browser. */
  async staff(
    roleKey: string,
    partners: 'all' | readonly Id<'Partner'>[] = 'all',
    mark = '',
  ): Promise<Record<string, string>> {
    const email = `${roleKey}${mark}@staff.example`;
    await this.app
      .get(Acts)
      .perform({ actor: systemActor('test'), requestId: 'test' }, 'test.openStaff', (act) =>
        this.app
          .get(StaffAccounts)
          .open({ email, name: `Holder of ${roleKey}`, roleKeys: [roleKey], password: STAFF_PASSWORD, partners }, act),
      );
    return this.signIn('admin', '/auth/staff/sign-in', { email, password: STAFF_PASSWORD });
  }

  async signIn(app: 'admin' | 'portal', path: string, body: object): Promise<Record<string, string>> {
    const headers = { 'content-type': 'application/json', 'x-demarc-app': app };
    const answer = await fetch(`${this.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(await answer.text());
    return {
      'x-demarc-app': app,
      cookie: answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; '),
    };
  }

  async graphql(headers: Record<string, string>, query: string, variables: object = {}): Promise<GraphqlAnswer> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const text = await answer.text();
    const body = JSON.parse(text) as { data?: Record<string, unknown> | null; errors?: GraphqlAnswer['errors'] };
    return { status: answer.status, data: body.data, errors: body.errors ?? [], text };
  }

  /** Everything the product promises about its data, checked; answers the violations. */
  async violations(): Promise<string[]> {
    const database = this.app.get(Database);
    await database.write(EVERYTHING, ({ sql }) => sealAudit(sql, 1_000_000));
    return database.read(EVERYTHING, async (sql) => {
      const found: string[] = [];
      for (const invariant of [
        ...identityInvariants,
        ...billingInvariants,
        ...crmInvariants,
        ...networkingInvariants,
      ]) {
        const rows = await sql.query<{ violation: string }>(invariant.sql);
        found.push(...rows.map((row) => `${invariant.id}: ${row.violation}`));
      }
      const fault = await verifyAudit(sql);
      return fault ? [...found, `audit chain: entry ${fault.entrySeq}: ${fault.fault}`] : found;
    });
  }

  async close(): Promise<void> {
    await (await this.drain)?.close();
    await this.app.close();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
