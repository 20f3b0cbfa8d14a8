import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { credentialsFileOf, readCredentials } from './credentials.js';
import { findRunning, launch, type RunningServer } from './launch.js';
import { PostgresStartError } from './postgres-start-error.js';
import { countUses, noteUse, waitForProcessLock } from './process-lock.js';
import { processIsAlive } from './process-life.js';
import { OWNER_ROLE } from './roles.js';
import { assertOurs } from './run-as.js';
import type { ServerSettings } from './server-settings.js';
import { poll } from './waiting.js';
import { stopWhenWeDie } from './watchdog.js';

export interface StartPostgresOptions {
  /** Made on the first start. Beside it lie `<dataDir>.credentials.json`, `.log`, `.lock` and `.users/`. */
  readonly dataDir: string;
  /** For tests: no durability, no passwords on the loopback, and gone when this process is gone. */
  readonly throwAway?: boolean;
  /** Used if it is free; else that of the last run; else any. */
  readonly port?: number;
  readonly logFile?: string;
  /** Server settings over those chosen here. */
  readonly settings?: ServerSettings;
}

export interface PostgresServer {
  /** Address for the owner's login. */
  url(database?: string): string;
  readonly port: number;
  readonly pid: number;
  /** The server was running already, started by another process or left over by one that was killed. */
  readonly attached: boolean;
  /** Resolves when the server has ended, wanted or not. */
  readonly exited: Promise<void>;
  /** Ends the server, whoever else uses it, and waits for its end. */
  stop(): Promise<void>;
  /** Ends our use; the server is stopped with its last user. */
  release(): Promise<void>;
}

const LOCK_LIMIT_MS = 240_000;
const STOP_LIMIT_MS = 120_000;

/** Starts the embedded server on `dataDir`, or attaches to the one that runs there. */
export async function startPostgres(options: StartPostgresOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.dataDir);
  const throwAway = options.throwAway ?? false;
  mkdirSync(dirname(dataDir), { recursive: true });
  assertOurs(dataDir);
  return locked(dataDir, async () => {
    const found = await findRunning(dataDir);
    const server = found ?? (await launch(launchOptions(options, dataDir)));
    const callOff = throwAway && !found ? stopWhenWeDie(server.pid) : () => undefined;
    return handleOf(server, found !== undefined, dataDir, passwordPart(dataDir, throwAway), callOff);
  });
}

function handleOf(
  server: RunningServer,
  attached: boolean,
  dataDir: string,
  login: string,
  callOff: () => void,
): PostgresServer {
  const users = `${dataDir}.users`;
  const endUse = noteUse(users);
  // Of a server that crashed nobody is a user: else our own note would keep its successor running.
  void server.exited.then(endUse);
  const stop = async () => {
    endUse();
    callOff();
    await stopServer(server.pid);
  };
  return {
    url: (database = 'postgres') => `postgresql://${login}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`,
    port: server.port,
    pid: server.pid,
    attached,
    exited: server.exited,
    stop,
    release: () =>
      locked(dataDir, async () => {
        endUse();
        if (countUses(users) === 0) await stop();
      }),
  };
}

/** Fast shutdown: open transactions are rolled back, everything committed is written. Never SIGKILL. */
async function stopServer(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
    throw error;
  }
  const gone = await poll(() => (processIsAlive(pid) ? undefined : true), STOP_LIMIT_MS);
  if (!gone) throw new PostgresStartError(`PostgreSQL (pid ${pid}) has not stopped within two minutes.`);
}

/** One process at a time starts or stops the server of a folder. */
async function locked<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = await waitForProcessLock(`${dataDir}.lock`, LOCK_LIMIT_MS);
  if (!lock) throw new PostgresStartError(`Another process has been starting the database in ${dataDir} for minutes.`);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function launchOptions(options: StartPostgresOptions, dataDir: string) {
  return {
    dataDir,
    throwAway: options.throwAway ?? false,
    port: options.port,
    logFile: resolve(options.logFile ?? `${dataDir}.log`),
    settings: options.settings ?? {},
  };
}

function passwordPart(dataDir: string, throwAway: boolean): string {
  if (throwAway) return OWNER_ROLE;
  const file = credentialsFileOf(dataDir);
  const password = readCredentials(file)[OWNER_ROLE];
  if (password === undefined) {
    throw new PostgresStartError(`The database in ${dataDir} needs its passwords: ${file} is missing. Restore it.`);
  }
  return `${OWNER_ROLE}:${encodeURIComponent(password)}`;
}
