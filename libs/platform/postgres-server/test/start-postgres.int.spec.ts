import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  credentialsFileOf,
  ensureDatabase,
  ensureServiceRole,
  processIsAlive,
  startPostgres,
  type PostgresServer,
} from '../src/index.js';

let folder: string;
let dataDir: string;
let started: PostgresServer[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demarc-pg-'));
  dataDir = join(folder, 'postgres');
  started = [];
});

afterEach(async () => {
  for (const server of started) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: { throwAway?: boolean; port?: number } = {}): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir, ...options });
  started.push(server);
  return server;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded server', () => {
  it('starts, keeps its data over a stop, and lets nobody in without the password', async () => {
    const first = await start();
    await query(first.url(), 'CREATE TABLE kept AS SELECT 1 AS one');
    expect(statSync(credentialsFileOf(dataDir)).mode & 0o777).toBe(0o600);
    await expect(query(first.url().replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
    const settings = await query<{ name: string; setting: string }>(
      first.url(),
      `SELECT name, setting FROM pg_settings WHERE name IN ('TimeZone','data_checksums','fsync','listen_addresses','jit','unix_socket_directories')`,
    );
    expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toEqual({
      TimeZone: 'UTC',
      data_checksums: 'on',
      fsync: 'on',
      jit: 'off',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
    });
    await first.stop();
    expect(processIsAlive(first.pid)).toBe(false);
    const second = await start();
    expect(second.attached).toBe(false);
    expect(await query(second.url(), 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('attaches to a server that runs already, and only its last user stops it', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ attached: true, pid: first.pid, port: first.port });
    await first.release();
    expect(await query(second.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.release();
    await second.exited;
    expect(processIsAlive(first.pid)).toBe(false);
  });

  it('gives two starts at once the same server', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.pid).toBe(two.pid);
    expect([one.attached, two.attached].sort()).toEqual([false, true]);
  });

  it('recovers what was committed before a kill -9, at the same port', async () => {
    const first = await start();
    await query(first.url(), 'CREATE TABLE kept AS SELECT generate_series(1, 20000) AS n');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await start();
    expect(second).toMatchObject({ attached: false, port: first.port });
    expect(await query(second.url(), 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 20000 }]);
    await second.release();
    expect(processIsAlive(second.pid)).toBe(false);
  });

  it('leaves nothing half made behind', async () => {
    const server = await start();
    await server.stop();
    expect(readdirSync(folder).sort()).toEqual(['postgres', 'postgres.credentials.json', 'postgres.log']);
  });

  it('ends a throw-away server when its process is killed', async () => {
    const program = await bundle(`
      import { startPostgres } from '@demarc/postgres-server';
      const server = await startPostgres({ dataDir: process.argv[2] ?? '', throwAway: true });
      process.stdout.write(String(server.pid));
      setInterval(() => undefined, 1000);`);
    const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once('data', (data) => resolve(Number(String(data)))),
    );
    expect(processIsAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => processIsAlive(pid), { timeout: 10_000, interval: 20 }).toBe(false);
  });

  it('says what to do when the passwords are lost', async () => {
    await (await start()).stop();
    rmSync(credentialsFileOf(dataDir));
    await expect(start()).rejects.toThrow(/credentials\.json is missing/);
  });
});

/** A process of its own cannot read TypeScript sources; it gets them in one file, placed where packages are found. */
async function bundle(source: string): Promise<string> {
  const place = fileURLToPath(new URL('../dist/test', import.meta.url));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(folder, 'entry.ts'), source);
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: { '@demarc/postgres-server': fileURLToPath(new URL('../src/index.ts', import.meta.url)) },
    },
    ssr: { resolve: { conditions: ['demarc-source'] }, noExternal: [/^@demarc/], external: ['pg'] },
    build: {
      ssr: join(folder, 'entry.ts'),
      outDir: place,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'throw-away.mjs' } },
    },
  });
  return join(place, 'throw-away.mjs');
}

describe('the service role', () => {
  it('owns nothing, is bound by row-level security, and is the same on the next start', async () => {
    const server = await start();
    const owner = await ensureDatabase(server.url(), 'demarc');
    const { appUrl } = await ensureServiceRole(owner, credentialsFileOf(dataDir));
    expect((await ensureServiceRole(owner, credentialsFileOf(dataDir))).appUrl).toBe(appUrl);
    expect(
      await query(
        appUrl,
        `SELECT current_user::text AS who, current_database()::text AS db, rolsuper, rolbypassrls, rolcreaterole
         FROM pg_roles WHERE rolname = current_user`,
      ),
    ).toEqual([{ who: 'demarc_app', db: 'demarc', rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
    expect(Object.keys(JSON.parse(readFileSync(credentialsFileOf(dataDir), 'utf8')))).toEqual([
      'demarc_owner',
      'demarc_app',
    ]);
  });

  it('needs no password on a throw-away server', async () => {
    const server = await start({ throwAway: true });
    const { appUrl } = await ensureServiceRole(server.url());
    expect(await query(appUrl, 'SELECT current_user::text AS who')).toEqual([{ who: 'demarc_app' }]);
    expect(existsSync(credentialsFileOf(dataDir))).toBe(false);
  });
});
