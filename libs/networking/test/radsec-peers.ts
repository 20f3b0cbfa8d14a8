import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OwnCertificate } from '../src/radius/index.js';
import { eventually } from './network-shop.js';

/** A program that is not ours, which takes RADIUS by UDP and passes it on to us over TLS. */
export interface Passer {
  readonly authPort: number;
  readonly acctPort: number;
  end(): Promise<void>;
}

export interface PasserParts {
  readonly tlsPort: number;
  readonly authority: string;
  readonly own: Pick<OwnCertificate, 'key' | 'certificate'>;
  /** Under which the asker is heard. */
  readonly secret: string;
}

/** Debian's radsecproxy, as a router with RadSec has it built in. */
export async function startRadsecproxy({ tlsPort, authority, own, secret }: PasserParts): Promise<Passer> {
  const folder = folderOf(authority, own);
  const [port] = await freeUdpPorts(1);
  writeFileSync(
    join(folder, 'radsecproxy.conf'),
    `ListenUDP 127.0.0.1:${port}
LogLevel 2
LogDestination file://${folder}/log
tls default {
  CACertificateFile ${folder}/authority.crt
  CertificateFile ${folder}/own.crt
  CertificateKeyFile ${folder}/own.key
}
client 127.0.0.1 {
  type udp
  secret ${secret}
}
server demarc {
  host 127.0.0.1
  port ${tlsPort}
  type tls
  secret radsec
  CertificateNameCheck off
  StatusServer on
}
realm * {
  server demarc
  accountingServer demarc
}
`,
  );
  const child = spawn('/usr/sbin/radsecproxy', ['-f', '-c', join(folder, 'radsecproxy.conf')], { stdio: 'ignore' });
  return { authPort: port ?? 0, acctPort: port ?? 0, end: () => end(child, folder) };
}

/** Debian's FreeRADIUS as a proxy: its home server is ours, over TLS. */
export async function startProxyingFreeradius({ tlsPort, authority, own, secret }: PasserParts): Promise<Passer> {
  const folder = folderOf(authority, own);
  const [authPort = 0, acctPort = 0] = await freeUdpPorts(2);
  const listen = (type: 'auth' | 'acct', port: number): string =>
    `listen {\n  type = ${type}\n  ipaddr = 127.0.0.1\n  port = ${port}\n  virtual_server = passing\n}\n`;
  writeFileSync(
    join(folder, 'radiusd.conf'),
    `prefix = /usr
name = freeradius
logdir = ${folder}
run_dir = ${folder}
libdir = /usr/lib/freeradius
raddbdir = ${folder}
log {
  destination = files
  file = ${folder}/log
}
thread pool {
  start_servers = 1
  max_servers = 2
  min_spare_servers = 1
  max_spare_servers = 2
  max_requests_per_server = 0
}
modules {
  always ok {
    rcode = ok
  }
}
proxy_requests = yes
proxy server {
}
client asker {
  ipaddr = 127.0.0.1
  secret = ${secret}
}
home_server demarc {
  type = auth+acct
  ipaddr = 127.0.0.1
  port = ${tlsPort}
  proto = tcp
  secret = radsec
  status_check = none
  tls {
    private_key_file = ${folder}/own.key
    certificate_file = ${folder}/own.crt
    ca_file = ${folder}/authority.crt
    tls_min_version = "1.2"
  }
}
home_server_pool demarc {
  type = fail-over
  home_server = demarc
}
realm demarc {
  auth_pool = demarc
  acct_pool = demarc
  nostrip
}
${listen('auth', authPort)}${listen('acct', acctPort)}server passing {
  authorize {
    update control {
      Proxy-To-Realm := "demarc"
    }
  }
  preacct {
    update control {
      Proxy-To-Realm := "demarc"
    }
  }
  accounting {
    ok
  }
}
`,
  );
  writeFileSync(join(folder, 'dictionary'), '$INCLUDE /usr/share/freeradius/dictionary\n');
  const child = spawn('/usr/sbin/freeradius', ['-d', folder, '-D', '/usr/share/freeradius', '-f'], { stdio: 'ignore' });
  const words = (): string => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '');
  await eventually(
    'FreeRADIUS',
    () => Promise.resolve(words().includes('Ready to process') || child.exitCode !== null),
    10_000,
  );
  if (child.exitCode !== null) throw new Error(`FreeRADIUS did not start:\n${words().slice(-1500)}`);
  return { authPort, acctPort, end: () => end(child, folder) };
}

function folderOf(authority: string, own: PasserParts['own']): string {
  const folder = mkdtempSync(join(tmpdir(), 'demarc-radsec-'));
  writeFileSync(join(folder, 'authority.crt'), authority);
  writeFileSync(join(folder, 'own.crt'), own.certificate);
  writeFileSync(join(folder, 'own.key'), own.key, { mode: 0o600 });
  return folder;
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await gone;
  }
  rmSync(folder, { recursive: true });
}

async function freeUdpPorts(count: number): Promise<number[]> {
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
