import { createHash, randomBytes } from 'node:crypto';
import { auditMigrations, commandMigrations, persistenceMigrations, secretMigrations } from './platform-migrations.js';
import { installJobs } from '@demarc/jobs';
import { migrate, type MigrationClass } from '@demarc/persistence';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly ownerUrl: string;
  /** As the service role: row-level security applies. */
  readonly appUrl: string;
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 7_031_900;

/** A database of its own for one spec file, copied from a template with the platform's and the given migrations. */
export async function testDatabase(
  migrations: readonly MigrationClass[],
  queues: Parameters<typeof installJobs>[1] = [],
  server: string = inject('postgresUrl'),
): Promise<TestDatabase> {
  const all = [...persistenceMigrations, ...secretMigrations, ...auditMigrations, ...commandMigrations, ...migrations];
  const hash = createHash('sha256').update(JSON.stringify([all.map((one) => one.name), queues.map((queue) => queue.name)])).digest('hex').slice(0, 12);
  const template = `template_${hash}`;
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const existing = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [`${template}`]);
    if (existing.rowCount === 0) {
      await admin.query(`CREATE DATABASE ${template}_making`);
      await migrate(withDatabase(server, `${template}_making`), all);
      await installJobs(withDatabase(server, `${template}_making`), queues);
      await admin.query(`ALTER ROLE demarc_app LOGIN`);
      await admin.query(`ALTER DATABASE ${template}_making RENAME TO ${template}`);
    }
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  } finally {
    await admin.end();
  }
  const ownerUrl = withDatabase(server, name);
  const app = new URL(ownerUrl);
  app.username = 'demarc_app';
  app.password = '';
  return { ownerUrl, appUrl: app.toString(), drop: () => dropDatabase(server, name) };
}

async function dropDatabase(server: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.end();
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
