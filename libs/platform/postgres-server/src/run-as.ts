import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PostgresStartError } from './postgres-start-error.js';

/** How a PostgreSQL program is run: the server refuses uid 0, and everybody else's files. */
export type RunAs =
  | { readonly kind: 'plain' }
  | { readonly kind: 'namespace'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'drop'; readonly uid: number; readonly gid: number };

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const PASS = 0o011;

/** Looked up in this order: initdb wants an account that the machine knows, whatever its name. */
const UNPRIVILEGED = ['postgres', 'daemon', 'nobody'];

export function chooseRunAs(dataDir: string, binary: string): RunAs {
  assertOurs(dataDir);
  if (process.getuid?.() !== 0) return { kind: 'plain' };
  const owner = ownerOf(dataDir);
  const accounts = readAccounts();
  if (owner !== undefined && owner !== 0) return asOwner(dataDir, binary, owner, accounts);
  const account = UNPRIVILEGED.map((name) => accounts.find((each) => each.name === name)).find((each) => each);
  if (!account) throw noWay(dataDir, 'no account named postgres, daemon or nobody exists');
  if (namespacesWork(account)) return { kind: 'namespace', uid: account.uid, gid: account.gid };
  if (owner === 0) throw noWay(dataDir, 'the data belongs to root and user namespaces are forbidden here');
  const drop = { kind: 'drop', uid: account.uid, gid: account.gid } as const;
  checkTraversal(drop, dataDir, binary);
  return drop;
}

/** Data made by root, or by another user, cannot be used by this one: better said before anything is touched. */
export function assertOurs(dataDir: string): void {
  const me = process.getuid?.();
  if (me === undefined || me === 0) return;
  const owner = ownerOf(dataDir);
  if (owner !== undefined && owner !== me) throw foreignData(dataDir, owner, me);
  const folder = dirname(dataDir);
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new PostgresStartError(`uid ${me} may not write in ${folder}, where the database belongs.`, { cause });
  }
}

/** The command line and spawn options which run `program` that way. */
export function commandAs(
  runAs: RunAs,
  program: string,
  args: readonly string[],
): { readonly file: string; readonly args: string[]; readonly identity: { uid?: number; gid?: number } } {
  switch (runAs.kind) {
    case 'plain':
      return { file: program, args: [...args], identity: {} };
    case 'drop':
      return { file: program, args: [...args], identity: { uid: runAs.uid, gid: runAs.gid } };
    case 'namespace':
      return {
        file: 'unshare',
        args: ['-U', `--map-user=${runAs.uid}`, `--map-group=${runAs.gid}`, '--', program, ...args],
        identity: {},
      };
  }
}

function asOwner(dataDir: string, binary: string, owner: number, accounts: readonly Account[]): RunAs {
  const account = accounts.find((each) => each.uid === owner);
  if (!account) throw foreignData(dataDir, owner, 0);
  const drop = { kind: 'drop', uid: account.uid, gid: account.gid } as const;
  checkTraversal(drop, dataDir, binary);
  return drop;
}

/** An empty folder is nobody's data: it is replaced. */
function ownerOf(dataDir: string): number | undefined {
  const stat = statSync(dataDir, { throwIfNoEntry: false });
  return stat && readdirIfAllowed(dataDir).length > 0 ? stat.uid : undefined;
}

function readdirIfAllowed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return ['(closed to us)'];
  }
}

function readAccounts(): readonly Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

function namespacesWork({ uid, gid }: Account): boolean {
  const probe = commandAs({ kind: 'namespace', uid, gid }, 'true', []);
  return spawnSync(probe.file, probe.args, { stdio: 'ignore' }).status === 0;
}

function checkTraversal(drop: { uid: number; gid: number }, dataDir: string, binary: string): void {
  letThrough(dirname(dataDir));
  for (const [flag, path] of [
    ['-x', binary],
    ['-x', dirname(dataDir)],
  ] as const) {
    const { status } = spawnSync('test', [flag, path], { uid: drop.uid, gid: drop.gid, cwd: '/' });
    if (status !== 0) throw noWay(dataDir, `uid ${drop.uid} may not reach ${path}`);
  }
}

/** The folder round the data is root's own: others may pass through it, and still not look what is in it. */
function letThrough(folder: string): void {
  const { uid, mode } = statSync(folder);
  if (uid === 0 && (mode & PASS) !== PASS) chmodSync(folder, (mode & 0o7777) | PASS);
}

function foreignData(dataDir: string, owner: number, me: number): PostgresStartError {
  return new PostgresStartError(
    `The database in ${dataDir} belongs to uid ${owner}, and this is uid ${me}. ` +
      `Start as the user who made it, or give it over: chown -R ${me} ${dirname(dataDir)}`,
  );
}

function noWay(dataDir: string, reason: string): PostgresStartError {
  return new PostgresStartError(
    `PostgreSQL does not run as root, and it could not be started as anybody else: ${reason}. ` +
      `Start as an ordinary user who owns ${dirname(dataDir)}, or set DATABASE_URL to a server of your own.`,
  );
}
