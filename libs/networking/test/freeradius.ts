import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsFile } from '../src/freeradius/index.js';
import type { NasEntry } from '../src/radius/index.js';
import { eventually } from './network-shop.js';

const SHIPPED = fileURLToPath(new URL('../../../docker/freeradius', import.meta.url));
const PROGRAM = '/usr/sbin/freeradius';

export interface Ports {
  readonly authPort: number;
  readonly acctPort: number;
}

/** Debian's FreeRADIUS with the configuration that is shipped, both modes in one process. */
export interface Freeradius {
  readonly rest: Ports;
  readonly sql: Ports;
  readonly certificate: string;
  end(): Promise<void>;
}

export interface FreeradiusParts {
  readonly restUri: string;
  readonly restPassword: string;
  /** The owner's address of the product's database; FreeRADIUS gets its own role. */
  readonly database: string;
  readonly routers: readonly NasEntry[];
}

export async function startFreeradius({
  restUri,
  restPassword,
  database,
  routers,
}: FreeradiusParts): Promise<Freeradius> {
  const folder = mkdtempSync(join(tmpdir(), 'demarc-freeradius-'));
  cpSync(SHIPPED, folder, { recursive: true });
  const key = join(folder, 'key.pem');
  const file = join(folder, 'certificate.pem');
  makeCertificate(key, file);
  const [restAuth = 0, restAcct = 0, sqlAuth = 0, sqlAcct = 0] = await freePorts(4);
  const url = new URL(database);
  const text = settingsFile({
    listen: '127.0.0.1',
    rest: { uri: restUri, user: 'freeradius', password: restPassword, authPort: restAuth, acctPort: restAcct },
    sql: {
      database: `host=${url.hostname} port=${url.port} dbname=${url.pathname.slice(1)} user=demarc_freeradius`,
      authPort: sqlAuth,
      acctPort: sqlAcct,
    },
    folder,
    state: folder,
    stock: '/etc/freeradius/3.0',
    certificate: { key, file },
    routers,
  });
  writeFileSync(join(folder, 'demarc.conf'), text);
  const log = join(folder, 'radius.log');
  const verbose = process.env['FREERADIUS_DEBUG'] === undefined ? [] : ['-xx'];
  const child: ChildProcess = spawn(PROGRAM, ['-d', folder, '-f', ...verbose, '-l', log], { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const words = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  await eventually(
    'FreeRADIUS',
    () => Promise.resolve(words().includes('Ready to process') || child.exitCode !== null),
    15_000,
  );
  if (child.exitCode !== null) throw new Error(`FreeRADIUS did not start:\n${words().slice(-1500)}`);
  return {
    rest: { authPort: restAuth, acctPort: restAcct },
    sql: { authPort: sqlAuth, acctPort: sqlAcct },
    certificate: file,
    end: async () => {
      child.kill('SIGTERM');
      await gone;
      if (process.env['FREERADIUS_DEBUG'] === undefined) rmSync(folder, { recursive: true });
    },
  };
}

function makeCertificate(key: string, file: string): void {
  const made = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      file,
      '-days',
      '2',
      '-subj',
      '/CN=radius.test',
    ],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(made.stderr);
}

async function freePorts(count: number): Promise<number[]> {
  const sockets = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = createSocket('udp4');
      await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
      return socket;
    }),
  );
  const ports = sockets.map((socket) => socket.address().port);
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  return ports;
}
