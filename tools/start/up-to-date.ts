import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from './data-folder.ts';
import type { Database } from './database.ts';

interface BroughtUpTo {
  /** Fingerprint of the sources that the running build was made of. */
  readonly build: string;
  /** The database and the migrations in it. */
  readonly applied: string;
}

/**
 * Whether this build has brought this very database up to date before: then a start need not ask the product, which costs
 * seconds. Only of the embedded server, which nobody else migrates.
 */
export async function isUpToDate(root: string, dataDir: string, database: Database): Promise<boolean> {
  const known = readJson<BroughtUpTo>(noteIn(dataDir));
  if (!known || !database.server || known.build !== buildOf(root)) return false;
  return known.applied === (await appliedIn(database.ownerUrl));
}

export async function noteUpToDate(root: string, dataDir: string, database: Database): Promise<void> {
  const build = buildOf(root);
  const applied = database.server && (await appliedIn(database.ownerUrl));
  if (build !== undefined && applied !== undefined) writeJson(noteIn(dataDir), { build, applied });
}

function noteIn(dataDir: string): string {
  return join(dataDir, 'migrated.json');
}

function buildOf(root: string): string | undefined {
  try {
    return readFileSync(join(root, 'node_modules', '.cache', 'demarc', 'build.stamp'), 'utf8');
  } catch {
    return undefined;
  }
}

/** A database that was dropped and made again has another oid. Undefined when nothing was migrated yet. */
async function appliedIn(ownerUrl: string): Promise<string | undefined> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ applied: string | null }>(
      `SELECT (SELECT oid FROM pg_database WHERE datname = current_database()) || ':' || md5(string_agg(name, ',' ORDER BY name)) AS applied
         FROM demarc_migration`,
    );
    return rows[0]?.applied ?? undefined;
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return undefined;
    throw error;
  } finally {
    await client.end();
  }
}

const UNDEFINED_TABLE = '42P01';
