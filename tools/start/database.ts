import { join } from 'node:path';
import type { Settings } from '@demarc/config';
import type { PostgresServer } from '@demarc/postgres-server';
import { Stop } from './progress.ts';

export interface Database {
  /** The owner of the schemas: for migrations and other commands of the operator. */
  readonly ownerUrl: string;
  /** What the roles work as. */
  readonly appUrl: string;
  /** The embedded server; undefined with DATABASE_URL. */
  readonly server: PostgresServer | undefined;
}

const DATABASE_NAME = 'demarc';

/** The operator's server if one is set, else the embedded one: started, or joined where it runs already. */
export async function openDatabase(settings: Settings): Promise<Database> {
  if (settings.databaseUrl !== undefined) return openExternal(settings, settings.databaseUrl);
  const { credentialsFileOf, ensureDatabase, ensureServiceRole } = await import('@demarc/postgres-server');
  const server = await startEmbedded(settings);
  try {
    const ownerUrl = await ensureDatabase(server.url(), DATABASE_NAME);
    const { appUrl } = await ensureServiceRole(ownerUrl, credentialsFileOf(dataFolder(settings)));
    return { ownerUrl, appUrl, server };
  } catch (error) {
    await server.release();
    throw error;
  }
}

/** Also after a crash of the server: at the same port, so that waiting clients find it. */
export async function startEmbedded(settings: Settings, port?: number): Promise<PostgresServer> {
  const { startPostgres } = await import('@demarc/postgres-server');
  return startPostgres({
    dataDir: dataFolder(settings),
    logFile: join(settings.dataDir, 'logs', 'postgres.log'),
    ...(port === undefined ? {} : { port }),
  });
}

async function openExternal(settings: Settings, ownerUrl: string): Promise<Database> {
  if (settings.appDatabaseUrl !== undefined) return { ownerUrl, appUrl: settings.appDatabaseUrl, server: undefined };
  const { ensureServiceRole } = await import('@demarc/postgres-server');
  try {
    const { appUrl } = await ensureServiceRole(ownerUrl, join(settings.dataDir, 'database.credentials.json'));
    return { ownerUrl, appUrl, server: undefined };
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'PostgresStartError') throw error;
    const shown = new URL(ownerUrl);
    shown.password = '';
    throw new Stop(`The database in DATABASE_URL (${shown.href}) does not answer as it should: ${error.message}`);
  }
}

function dataFolder(settings: Settings): string {
  return join(settings.dataDir, 'postgres');
}

/** For a first fill that was interrupted: nobody could have worked in that database yet. */
export async function recreateDatabase(server: PostgresServer): Promise<void> {
  const { dropDatabase, ensureDatabase } = await import('@demarc/postgres-server');
  await dropDatabase(server.url(), DATABASE_NAME);
  await ensureDatabase(server.url(), DATABASE_NAME);
}
