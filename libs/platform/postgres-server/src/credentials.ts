import { chmodSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { SystemRandom } from '@demarc/kernel';
import { PostgresStartError } from './postgres-start-error.js';

/** Passwords of the database logins by login name. */
export type Credentials = Readonly<Record<string, string>>;

const random = new SystemRandom();

/** The file beside the data folder, readable by its owner only. */
export function credentialsFileOf(dataDir: string): string {
  return `${dataDir}.credentials.json`;
}

export function readCredentials(file: string): Credentials {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new PostgresStartError(`Cannot read the database passwords in ${file}: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text) as Credentials;
  } catch {
    throw new PostgresStartError(`${file} holds the database passwords and is damaged. Restore it from a backup.`);
  }
}

/** The stored password of `login`; a new one is made and stored the first time. */
export function passwordOf(file: string, login: string): string {
  const known = readCredentials(file);
  const existing = known[login];
  if (existing !== undefined) return existing;
  const password = random.token(24);
  write(file, { ...known, [login]: password }, Object.keys(known).length === 0);
  return readCredentials(file)[login] ?? password;
}

/** Whole or not at all: a crash half way must not cost the only copy of a password. */
function write(file: string, credentials: Credentials, isFirst: boolean): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  if (!isFirst) return renameSync(draft, file);
  try {
    // link() refuses to replace: of two first starts at once, both take the winner's password.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
