import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '@demarc/config';
import type { Database } from './database.ts';
import type { Ports } from './ports.ts';

/** What each process of the product is told, over the environment of the operator. */
export function productEnvironment(settings: Settings, database: Database, ports?: Ports): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: process.env['NODE_ENV'] ?? 'production',
    NODE_COMPILE_CACHE: join(settings.dataDir, 'compile-cache'),
    TZ: 'UTC',
    DATA_DIR: settings.dataDir,
    DATABASE_URL: undefined,
    APP_DATABASE_URL: database.appUrl,
    ...(ports
      ? {
          PORT: String(ports.http),
          RADIUS_AUTH_PORT: String(ports.radiusAuth),
          RADIUS_ACCT_PORT: String(ports.radiusAcct),
        }
      : {}),
  };
}

/** Commands may migrate and repair, so they also get the owner's login, which the roles never see. */
export function commandEnvironment(settings: Settings, database: Database, ports?: Ports): NodeJS.ProcessEnv {
  return { ...productEnvironment(settings, database, ports), DATABASE_URL: database.ownerUrl };
}

export function spawnCommand(
  root: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: StdioOptions,
): ChildProcess {
  return spawn(process.execPath, [join(root, 'apps/api/dist/cli.js'), ...args], { cwd: root, env, stdio });
}

/** As a shell counts it: 128 and the signal's number for a killed process. */
export function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}
