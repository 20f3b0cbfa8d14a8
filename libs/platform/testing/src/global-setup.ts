import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@demarc/postgres-server';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One throw-away PostgreSQL for the whole run; every spec file makes its own database in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'demarc-test-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), throwAway: true });
  project.provide('postgresUrl', server.url('postgres'));
  // The programs that tests start, and the workers themselves, are compiled once for all of them.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compile-cache');
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
