import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { credentialsFileOf, passwordOf } from './credentials.js';
import { PostgresStartError } from './postgres-start-error.js';
import { OWNER_ROLE } from './roles.js';
import { commandAs, type RunAs } from './run-as.js';

const run = promisify(execFile);

export function clusterExists(dataDir: string): boolean {
  return existsSync(join(dataDir, 'PG_VERSION'));
}

/** Made beside its place and moved there when whole, so that a killed first start leaves nothing half made. */
export async function createCluster(
  dataDir: string,
  binaries: Binaries,
  runAs: RunAs,
  throwAway: boolean,
): Promise<void> {
  const draft = `${dataDir}.new-${process.pid}`;
  const passwordFile = `${draft}.pw`;
  mkdirSync(dirname(dataDir), { recursive: true });
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  chmodSync(draft, 0o700);
  try {
    if (!throwAway) writeFileSync(passwordFile, passwordOf(credentialsFileOf(dataDir), OWNER_ROLE), { mode: 0o600 });
    if (runAs.kind === 'drop') {
      chownSync(draft, runAs.uid, runAs.gid);
      if (!throwAway) chownSync(passwordFile, runAs.uid, runAs.gid);
    }
    await initdb(binaries, runAs, [
      ...initArguments(draft, throwAway),
      ...(throwAway ? [] : ['--pwfile', passwordFile]),
    ]);
    // An empty folder in the place is replaced; rename() refuses one with anything in it.
    renameSync(draft, dataDir);
  } catch (error) {
    if (error instanceof PostgresStartError) throw error;
    throw new PostgresStartError(`Could not create the database in ${dataDir}: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function initArguments(folder: string, throwAway: boolean): string[] {
  // The builtin provider sorts the same after every upgrade of the system. macOS has no libc locale of that name.
  const locale = process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C', '--builtin-locale=C.UTF-8'];
  return [
    '-D',
    folder,
    '-U',
    OWNER_ROLE,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    ...locale,
    `--auth=${throwAway ? 'trust' : 'scram-sha-256'}`,
    throwAway ? '--no-data-checksums' : '--data-checksums',
    ...(throwAway ? ['--no-sync'] : []),
  ];
}

async function initdb(binaries: Binaries, runAs: RunAs, args: readonly string[]): Promise<void> {
  const command = commandAs(runAs, binaries.initdb, args);
  try {
    await run(command.file, command.args, {
      ...command.identity,
      cwd: '/',
      env: serverEnvironment(),
      timeout: 120_000,
    });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new PostgresStartError(`initdb failed: ${stderr?.trim() || (error as Error).message}`, { cause: error });
  }
}

/** PG* variables meant for clients would change the server too, so it gets none. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], TZ: 'UTC', LANG: 'C.UTF-8' };
}
