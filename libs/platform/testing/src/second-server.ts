import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@demarc/postgres-server';

/** Another PostgreSQL beside that of the run: for what must not be shared between two. */
export async function secondServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'demarc-second-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), throwAway: true });
  return {
    url: server.url('postgres'),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
