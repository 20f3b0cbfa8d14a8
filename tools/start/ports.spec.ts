import { createServer, type Server } from 'node:net';
import { createSocket } from 'node:dgram';
import { readSettings, type Settings } from '@demarc/config';
import { afterEach, describe, expect, it } from 'vitest';
import { choosePorts } from './ports.ts';
import { Progress } from './progress.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const silent = new Progress();
silent.line = () => undefined;

function settingsOf(env: Record<string, string>): Settings {
  const result = readSettings(env);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.value;
}

async function takenTcp(): Promise<number> {
  const server: Server = createServer();
  closers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function takenUdp(): Promise<number> {
  const socket = createSocket('udp4');
  closers.push(() => socket.close());
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket.address().port;
}

describe('the ports', () => {
  it('step aside from a taken default, and are all different', async () => {
    const env = { PORT: '0', RADIUS_AUTH_PORT: '0', RADIUS_ACCT_PORT: '0' };
    const taken = await takenTcp();
    const ports = await choosePorts({ ...settingsOf(env), port: taken }, {}, silent);
    expect(ports.http).toBeGreaterThan(taken);
    expect(ports.radiusAuth).not.toBe(ports.radiusAcct);
    expect(ports.radiusAuth).toBeGreaterThan(0);
  });

  it('which were asked for and are taken stop the start, all named at once', async () => {
    const env = {
      PORT: String(await takenTcp()),
      RADIUS_AUTH_PORT: String(await takenUdp()),
      RADIUS_ACCT_PORT: '0',
    };
    await expect(choosePorts(settingsOf(env), env, silent)).rejects.toThrow(/PORT: \d+ on[^]*RADIUS_AUTH_PORT: \d+ on/);
  });

  it('cannot be opened on a foreign address', async () => {
    const env = { HOST: '192.0.2.1', PORT: '0' };
    await expect(choosePorts(settingsOf(env), env, silent)).rejects.toThrow(/HOST: 192\.0\.2\.1 is not an address/);
  });
});
