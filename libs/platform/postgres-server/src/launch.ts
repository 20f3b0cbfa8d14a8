import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { locateBinaries } from './binaries.js';
import { clusterExists, createCluster, serverEnvironment } from './cluster.js';
import { PostgresStartError } from './postgres-start-error.js';
import { answersAsPostgres, pidsInside, readPostmaster } from './postmaster-pid.js';
import { processIsAlive } from './process-life.js';
import { chooseRunAs, commandAs, type RunAs } from './run-as.js';
import { durableSettings, throwAwaySettings, type ServerSettings } from './server-settings.js';
import { poll } from './waiting.js';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly exited: Promise<void>;
}

export interface LaunchOptions {
  readonly dataDir: string;
  readonly throwAway: boolean;
  readonly port: number | undefined;
  readonly logFile: string;
  readonly settings: ServerSettings;
}

/** Recovery after a crash replays up to max_wal_size; a slow disk may need this long. */
const READY_LIMIT_MS = 180_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

export async function launch(options: LaunchOptions): Promise<RunningServer> {
  const binaries = locateBinaries();
  const runAs = chooseRunAs(options.dataDir, binaries.postgres);
  const before = readPostmaster(options.dataDir);
  if (clusterExists(options.dataDir)) await clearRemains(options.dataDir);
  else await createCluster(options.dataDir, binaries, runAs, options.throwAway);
  // Clients that outlived a crashed server find the next one at the same place.
  const wanted = [options.port, before?.port].filter((port) => port !== undefined && port > 0);
  const candidates = [...wanted, undefined, undefined, undefined];
  for (const candidate of candidates) {
    const port = await freePort(candidate);
    if (port === undefined) continue;
    const outcome = await attempt(options, binaries.postgres, runAs, port);
    if (outcome !== 'port taken') return outcome;
  }
  throw new PostgresStartError('PostgreSQL found no free port on 127.0.0.1.');
}

/** A server of an earlier run that still lives and answers; waits while it recovers or stops. */
export async function findRunning(dataDir: string): Promise<RunningServer | undefined> {
  const found = await poll(
    () => {
      const postmaster = readPostmaster(dataDir);
      if (!postmaster || !processIsAlive(postmaster.pid)) return 'none';
      if (pidsInside(dataDir)?.includes(postmaster.pid) === false) return 'none';
      return postmaster.status === 'ready' ? postmaster : undefined;
    },
    READY_LIMIT_MS,
    20,
  );
  if (found === undefined) throw new PostgresStartError(`The PostgreSQL server in ${dataDir} does not become ready.`);
  if (found === 'none' || !(await answersAsPostgres(found.port))) return undefined;
  return { pid: found.pid, port: found.port, exited: exitOf(found.pid) };
}

async function attempt(
  options: LaunchOptions,
  postgres: string,
  runAs: RunAs,
  port: number,
): Promise<RunningServer | 'port taken'> {
  const settings = { ...(options.throwAway ? throwAwaySettings() : durableSettings()), ...options.settings, port };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = commandAs(runAs, postgres, ['-D', options.dataDir, ...flags]);
  const log = openLog(options.logFile);
  // A session of its own: Ctrl-C in the terminal must reach the product first, and the database last.
  const child = spawn(command.file, command.args, {
    ...command.identity,
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  });
  closeSync(log.fd);
  child.unref();
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ended ??= signal ?? `exit code ${code}`;
      resolve();
    });
  });
  const state = await poll(() => {
    if (ended !== undefined) return 'ended';
    const seen = readPostmaster(options.dataDir);
    return seen?.pid === child.pid && seen?.port === port && seen?.status === 'ready' ? 'ready' : undefined;
  }, READY_LIMIT_MS);
  if (state === 'ready' && child.pid !== undefined) return { pid: child.pid, port, exited };
  if (state === undefined) child.kill('SIGINT');
  const said = readFileSync(options.logFile, 'utf8').slice(log.from).trim();
  if (/could not bind|Address already in use/i.test(said)) return 'port taken';
  throw new PostgresStartError(`PostgreSQL did not start (${ended ?? 'not ready in time'}). It said:\n${said}`);
}

/**
 * After a kill -9 the children of the dead server need a moment to notice. A pid file whose pid belongs to somebody
 * else by now (after a reboot, in a new container) would stop the server from starting.
 */
async function clearRemains(dataDir: string): Promise<void> {
  const empty = await poll(() => (pidsInside(dataDir)?.length ? undefined : true), 20_000, 20);
  if (!empty) throw new PostgresStartError(`Processes of an earlier PostgreSQL server still work in ${dataDir}.`);
  const postmaster = readPostmaster(dataDir);
  if (postmaster && processIsAlive(postmaster.pid) && pidsInside(dataDir)?.length === 0) {
    rmSync(join(dataDir, 'postmaster.pid'), { force: true });
  }
}

/** Resolves when a process that is not our child has ended; does not keep this process awake. */
function exitOf(pid: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (processIsAlive(pid)) return;
      clearInterval(timer);
      resolve();
    }, 200);
    timer.unref();
  });
}

function freePort(wanted: number | undefined): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ host: '127.0.0.1', port: wanted ?? 0 }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

function openLog(file: string): { readonly fd: number; readonly from: number } {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  const fd = openSync(file, 'a', 0o600);
  return { fd, from: size > LOG_LIMIT_BYTES ? 0 : size };
}
