import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** Secrets by what they are, so that a leak can be named without being repeated. */
export type Secrets = Readonly<Record<string, string>>;

/** As it was given, and as the places that are looked at would write it. */
function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const all = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), bytes.toString('hex')];
  // The last characters of base64 hang on what comes behind.
  return [...new Set([...all, bytes.toString('base64').replace(/.{0,3}=*$/, '')])];
}

/** Which of the secrets stand in the text. */
export function secretsIn(text: string | Buffer, secrets: Secrets): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => spellings(secret).some((spelling) => text.includes(spelling)))
    .map(([name]) => name);
}

/** Every row of every table, jobs and logs among them, read as the owner of the database. */
export async function secretsInDatabase(url: string, secrets: Secrets): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      for (const { text } of rows) found.push(...secretsIn(text, secrets).map((secret) => `${secret} in ${name}`));
    }
    return [...new Set(found)];
  } finally {
    await client.end();
  }
}

/** Every file below a folder, whatever it is: logs, caches, the files of PostgreSQL. */
export function secretsInFiles(folder: string, secrets: Secrets, except: readonly string[] = []): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !except.includes(entry.name))
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return secretsIn(readOrGone(path), secrets).map((secret) => `${secret} in ${path.slice(folder.length)}`);
    });
}

/** PostgreSQL replaces files while they are looked through; what is gone keeps nothing. */
function readOrGone(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
