import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { dropDatabase, ensureDatabase, type PostgresServer, startPostgres } from '@demarc/postgres-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { isUpToDate, noteUpToDate } from './up-to-date.ts';

describe('a start with nothing new', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarc-up-to-date-'));
  const cache = join(folder, 'node_modules', '.cache', 'demarc');
  let server: PostgresServer;
  let database: Database;

  beforeAll(async () => {
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'build.stamp'), 'first build');
    server = await startPostgres({ dataDir: join(folder, 'postgres'), throwAway: true });
    database = { ownerUrl: await ensureDatabase(server.url(), 'demarc'), appUrl: '', server };
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  it('asks the product as long as nothing was migrated', async () => {
    await noteUpToDate(folder, folder, database);
    expect(await isUpToDate(folder, folder, database)).toBe(false);
  });

  it('is known by the build, the database and the migrations in it', async () => {
    await run(`CREATE TABLE demarc_migration (name text); INSERT INTO demarc_migration VALUES ('One1700000000000')`);
    await noteUpToDate(folder, folder, database);
    expect(await isUpToDate(folder, folder, database)).toBe(true);
    expect(await isUpToDate(folder, folder, { ...database, server: undefined })).toBe(false);
  });

  it('is not, with another build, another migration or a database made anew', async () => {
    writeFileSync(join(cache, 'build.stamp'), 'second build');
    expect(await isUpToDate(folder, folder, database)).toBe(false);
    await noteUpToDate(folder, folder, database);
    await run(`INSERT INTO demarc_migration VALUES ('Two1700000000001')`);
    expect(await isUpToDate(folder, folder, database)).toBe(false);
    await noteUpToDate(folder, folder, database);
    await dropDatabase(server.url(), 'demarc');
    await ensureDatabase(server.url(), 'demarc');
    await run(
      `CREATE TABLE demarc_migration (name text); INSERT INTO demarc_migration VALUES ('One1700000000000'), ('Two1700000000001')`,
    );
    expect(await isUpToDate(folder, folder, database)).toBe(false);
  });
});
