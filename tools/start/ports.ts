import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { Settings } from '@demarc/config';
import { type Progress, Stop } from './progress.ts';

export interface Ports {
  readonly http: number;
  readonly radiusAuth: number;
  readonly radiusAcct: number;
}

type IsFree = (host: string, port: number) => Promise<boolean>;

/** Settles all ports before anything starts: a role that crashed must come back where its clients look for it. */
export async function choosePorts(settings: Settings, env: NodeJS.ProcessEnv, progress: Progress): Promise<Ports> {
  const faults: string[] = [];
  const choose = async (name: string, host: string, port: number, isFree: IsFree, taken: readonly number[]) => {
    const free = async (candidate: number) => !taken.includes(candidate) && (await isFree(host, candidate));
    if (port !== 0 && (await free(port))) return port;
    if (port !== 0 && env[name]?.trim()) {
      faults.push(`  ${name}: ${port} on ${host} is taken by another program, or not allowed`);
      return port;
    }
    const found = await nextFree(port === 0 ? randomPort() : port + 1, free);
    if (found === undefined) throw new Stop(`No free port for ${name} on ${host}.`);
    if (port !== 0) progress.line(`         ${name}: ${port} is taken, ${found} is used instead`);
    return found;
  };
  if (!(await tcpIsFree(settings.host, 0))) faults.push(`  HOST: ${settings.host} is not an address of this machine`);
  if (!(await udpIsFree(settings.radiusHost, 0))) {
    faults.push(`  RADIUS_HOST: ${settings.radiusHost} is not an address of this machine`);
  }
  if (faults.length > 0) throw new Stop(`These settings cannot be used:\n${faults.join('\n')}`);
  const http = await choose('PORT', settings.host, settings.port, tcpIsFree, []);
  const radiusAuth = await choose('RADIUS_AUTH_PORT', settings.radiusHost, settings.radiusAuthPort, udpIsFree, []);
  const radiusAcct = await choose('RADIUS_ACCT_PORT', settings.radiusHost, settings.radiusAcctPort, udpIsFree, [
    radiusAuth,
  ]);
  if (faults.length > 0) throw new Stop(`These ports cannot be used:\n${faults.join('\n')}`);
  return { http, radiusAuth, radiusAcct };
}

async function nextFree(from: number, free: (port: number) => Promise<boolean>): Promise<number | undefined> {
  for (let port = from; port < Math.min(from + 200, 65_536); port += 1) {
    if (await free(port)) return port;
  }
  return undefined;
}

/** Below the range from which the system picks ports for outgoing connections. */
function randomPort(): number {
  return 20_000 + (process.pid % 10_000);
}

function tcpIsFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

function udpIsFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4' });
    probe.once('error', () => {
      probe.close();
      resolve(false);
    });
    probe.bind({ address: host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
