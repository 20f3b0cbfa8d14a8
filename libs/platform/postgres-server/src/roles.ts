import pg from 'pg';
import { passwordOf, readCredentials } from './credentials.js';
import { PostgresStartError } from './postgres-start-error.js';

/** Owns the schemas and runs the migrations. */
export const OWNER_ROLE = 'demarc_owner';

/** What the product works as: owns nothing, and row-level security holds for it. */
export const SERVICE_ROLE = 'demarc_app';

const DUPLICATE_DATABASE = '42P04';
const DUPLICATE_OBJECT = '42710';
const UNIQUE_VIOLATION = '23505';

/** Creates the database `name` if it is not there, and answers its address. */
export async function ensureDatabase(ownerUrl: string, name: string): Promise<string> {
  await withClient(ownerUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount) return;
    await ignoring(
      [DUPLICATE_DATABASE, UNIQUE_VIOLATION],
      client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`),
    );
  });
  const url = new URL(ownerUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/** With everything in it; whoever is connected to it is cut off. */
export async function dropDatabase(ownerUrl: string, name: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  });
}

/**
 * Creates the login role of the product, if it is not there, with a password kept in `credentialsFile`; without a
 * file it has none (for throw-away servers, which trust everybody on the loopback).
 */
export async function ensureServiceRole(
  ownerUrl: string,
  credentialsFile?: string,
): Promise<{ readonly appUrl: string }> {
  const isKnown = credentialsFile !== undefined && readCredentials(credentialsFile)[SERVICE_ROLE] !== undefined;
  const password = credentialsFile === undefined ? undefined : passwordOf(credentialsFile, SERVICE_ROLE);
  await withClient(ownerUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [SERVICE_ROLE]);
    if (!found.rowCount) await createRole(client, password);
    else if (password !== undefined && !isKnown) throw foreignRole(credentialsFile ?? '');
  });
  const url = new URL(ownerUrl);
  url.username = SERVICE_ROLE;
  url.password = password ?? '';
  return { appUrl: url.href };
}

async function createRole(client: pg.Client, password: string | undefined): Promise<void> {
  const secret = password === undefined ? '' : `PASSWORD ${pg.escapeLiteral(password)}`;
  const statement = `CREATE ROLE ${SERVICE_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS ${secret}`;
  try {
    await ignoring([DUPLICATE_OBJECT, UNIQUE_VIOLATION], client.query(statement));
  } catch (cause) {
    throw new PostgresStartError(
      `The login in DATABASE_URL may not create the role ${SERVICE_ROLE}. Create it (LOGIN NOSUPERUSER NOBYPASSRLS) ` +
        'and set APP_DATABASE_URL.',
      { cause },
    );
  }
}

function foreignRole(credentialsFile: string): PostgresStartError {
  return new PostgresStartError(
    `The role ${SERVICE_ROLE} exists on this server, but its password is not in ${credentialsFile}. ` +
      'Set APP_DATABASE_URL with it, or bring the file back from a backup.',
  );
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Two starts at once may both see that it is missing. */
async function ignoring(codes: readonly string[], query: Promise<unknown>): Promise<void> {
  try {
    await query;
  } catch (error) {
    if (!codes.includes((error as { code?: string }).code ?? '')) throw error;
  }
}
