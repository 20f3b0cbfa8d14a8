import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Snmpd {
  readonly port: number;
  /** Sends it a signal: SIGSTOP makes it silent, SIGCONT lets it speak again. */
  signal(name: NodeJS.Signals): void;
  stop(): Promise<void>;
}

export const COMMUNITY = 'a-community-of-tests';
export const USER = { name: 'watcher', authKey: 'an-authentication-key', privacyKey: 'a-privacy-key' };

/** Debian's snmpd on a free port of the loopback, with a configuration and state of its own. */
export async function startSnmpd(): Promise<Snmpd> {
  const folder = mkdtempSync(join(tmpdir(), 'demarc-snmpd-'));
  const port = await freePort();
  const config = join(folder, 'snmpd.conf');
  writeFileSync(
    config,
    [
      `rocommunity ${COMMUNITY} 127.0.0.1`,
      `createUser ${USER.name} SHA-256 ${USER.authKey} AES ${USER.privacyKey}`,
      `rouser ${USER.name} authpriv`,
      'sysName snmpd-of-tests',
      'sysLocation nowhere',
      'extend temperature /bin/echo 42',
    ].join('\n'),
  );
  const child = spawn('snmpd', ['-f', '-Lo', '-C', '-c', config, `udp:127.0.0.1:${port}`], {
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin`, SNMP_PERSISTENT_DIR: folder, MIBS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await spoken(child, /NET-SNMP version/);
  return {
    port,
    signal: (name) => child.kill(name),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

function spoken(child: ChildProcess, what: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (what.test(said)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`snmpd ended: ${said}`)));
  });
}
