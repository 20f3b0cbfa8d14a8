import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  credentialsFileOf,
  dropDatabase,
  ensureDatabase,
  ensureServiceRole,
  type PostgresServer,
  startPostgres,
} from '@demarc/postgres-server';
import { exitCodeOf, spawnCommand } from '../start/product-command.ts';
import { ROOT } from '../start/workspace.ts';

/** A database of the lab, as its owner and as the product sees it. */
export interface LabDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

/** Eight processes that start at once on two busy cores take their time. */
const READY_LIMIT_MS = 300_000;
const END_LIMIT_MS = 30_000;

/**
 * A place to measure in: an embedded PostgreSQL with the settings of production (it waits for the disk), a folder for
 * whatever belongs to the measurement, and every process that was started for it. Gone with `close`.
 */
export class Lab {
  readonly folder: string;
  readonly server: PostgresServer;
  private readonly children = new Set<ChildProcess>();
  private readonly clients = new Set<pg.Client>();

  private constructor(folder: string, server: PostgresServer) {
    this.folder = folder;
    this.server = server;
  }

  static async open(settings: Readonly<Record<string, string | number>> = {}): Promise<Lab> {
    const folder = mkdtempSync(join(tmpdir(), 'demarc-bench-'));
    // As root, the server runs as another account, which has to reach its data.
    chmodSync(folder, 0o755);
    const server = await startPostgres({ dataDir: join(folder, 'postgres'), settings });
    return new Lab(folder, server);
  }

  /** An empty database with the schemas of the product. */
  async product(name: string): Promise<LabDatabase> {
    const database = await this.database(name);
    const migrate = spawnCommand(ROOT, ['migrate'], this.commandEnvironment(database), 'ignore');
    if ((await exitCodeOf(migrate)) !== 0) throw new Error('the product could not migrate its database');
    return database;
  }

  /** An empty database of somebody else's, as its owner. */
  async empty(name: string): Promise<string> {
    return ensureDatabase(this.server.url(), name);
  }

  /** A copy, byte for byte: each repetition begins with the same tables, the same statistics and no dead rows. */
  async copy(from: string, name: string): Promise<LabDatabase> {
    const owner = await this.connect(this.server.url());
    await owner.query(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY`);
    await owner.query('CHECKPOINT');
    await this.disconnect(owner);
    return this.database(name);
  }

  async drop(name: string): Promise<void> {
    await dropDatabase(this.server.url(), name);
  }

  async connect(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url });
    this.clients.add(client);
    await client.connect();
    return client;
  }

  async disconnect(client: pg.Client): Promise<void> {
    this.clients.delete(client);
    await client.end();
  }

  /** What a role of the product is told. */
  environment(database: LabDatabase): NodeJS.ProcessEnv {
    return {
      ...process.env,
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(this.folder, 'compile-cache'),
      TZ: 'UTC',
      LOG_LEVEL: 'warn',
      DATA_DIR: this.folder,
      HOST: '127.0.0.1',
      PORT: '0',
      RADIUS_AUTH_PORT: '0',
      RADIUS_ACCT_PORT: '0',
      DATABASE_URL: undefined,
      APP_DATABASE_URL: database.appUrl,
    };
  }

  commandEnvironment(database: LabDatabase): NodeJS.ProcessEnv {
    return { ...this.environment(database), DATABASE_URL: database.ownerUrl };
  }

  /** Starts a role of the product as a process and waits until it can work; answers where. */
  async role(role: 'http' | 'worker' | 'radius', env: NodeJS.ProcessEnv): Promise<LabProcess> {
    return this.program(join(ROOT, 'apps/api/dist/main.js'), ['--role', role], env);
  }

  /** Starts a program that says `{ type: 'ready' }` and waits for that. */
  async program(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<LabProcess> {
    const log = openSync(join(this.folder, 'programs.log'), 'a');
    const child = fork(file, args, { cwd: ROOT, env, stdio: ['ignore', log, log, 'ipc'], execArgv: [] });
    closeSync(log);
    this.children.add(child);
    const said = await messageFrom(child).catch((error: unknown) => {
      const words = readFileSync(join(this.folder, 'programs.log'), 'utf8').slice(-1500);
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${words}`);
    });
    return { pid: child.pid ?? 0, address: said.address ?? '', child, end: () => this.end(child) };
  }

  async close(): Promise<void> {
    for (const child of this.children) await this.end(child);
    for (const client of this.clients) await client.end().catch(() => undefined);
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(child: ChildProcess): Promise<void> {
    this.children.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  /** A database of this lab, made when it is not there. */
  async database(name: string): Promise<LabDatabase> {
    const ownerUrl = await ensureDatabase(this.server.url(), name);
    const { appUrl } = await ensureServiceRole(ownerUrl, credentialsFileOf(join(this.folder, 'postgres')));
    return { ownerUrl, appUrl };
  }
}

export interface LabProcess {
  readonly pid: number;
  readonly address: string;
  readonly child: ChildProcess;
  end(): Promise<void>;
}

/** The next thing that a program says; an error when it ends first. */
export function messageFrom<T extends object = { readonly address?: string }>(
  child: ChildProcess,
  limitMs = READY_LIMIT_MS,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${child.spawnfile} said nothing for ${limitMs} ms`)), limitMs);
    const ended = (code: number | null): void => reject(new Error(`a process of the benchmark ended (${code})`));
    child.once('exit', ended);
    child.once('message', (message) => {
      clearTimeout(limit);
      child.removeListener('exit', ended);
      resolve(message as T);
    });
  });
}

/** Opens a lab, works in it and leaves nothing behind, also when the work fails. */
export async function inLab<T>(
  signal: AbortSignal,
  work: (lab: Lab) => Promise<T>,
  settings: Readonly<Record<string, string | number>> = {},
): Promise<T> {
  const lab = await Lab.open(settings);
  const interrupted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('interrupted')), { once: true });
  });
  try {
    return await Promise.race([work(lab), interrupted]);
  } finally {
    await lab.close();
  }
}
