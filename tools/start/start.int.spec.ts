import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIsAlive } from '@demarc/postgres-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRunning } from './data-folder.ts';
import { ensureBuilt } from './ensure-built.ts';
import { Progress } from './progress.ts';
import { ROOT } from './workspace.ts';

const LIMIT_MS = 60_000;
let dataDir: string;
let output: string;
const starts: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'demarc-start-'));
  await ensureBuilt(ROOT, new Progress());
}, 300_000);

afterAll(async () => {
  for (const child of starts) await stop(child);
  rmSync(dataDir, { recursive: true, force: true });
});

function start(): ChildProcess {
  output = '';
  const child = spawn(process.execPath, ['tools/bootstrap.mjs', 'tools/start/main.mjs'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataDir,
      DEMO: '0',
      PORT: '0',
      RADIUS_AUTH_PORT: '0',
      RADIUS_ACCT_PORT: '0',
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
  starts.push(child);
  return child;
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}

async function untilReady(): Promise<void> {
  await expect.poll(() => output, { timeout: LIMIT_MS, interval: 50 }).toContain('Ctrl-C stops it');
}

async function answers(): Promise<boolean> {
  const address = readRunning(dataDir)?.address;
  if (address === undefined) return false;
  return fetch(`${address}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

function serverPid(): number {
  return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

function pidOf(role: string): number {
  return Number.parseInt(readRunning(dataDir)?.roles.find((one) => one.name === role)?.identity ?? '', 10);
}

async function untilAnswering(): Promise<void> {
  await expect.poll(answers, { timeout: LIMIT_MS, interval: 100 }).toBe(true);
}

describe('npm start', () => {
  it(
    'comes up from an empty folder, and offers the link for the first staff account',
    { timeout: 180_000 },
    async () => {
      start();
      await untilReady();
      expect(await answers()).toBe(true);
      expect(output).toMatch(/\/admin\/\S+token=\S+/);
    },
  );

  it('is there once for a data folder', { timeout: LIMIT_MS }, async () => {
    const kept = output;
    const second = start();
    const code = await new Promise((resolve) => second.once('exit', resolve));
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/already running/) });
    output = kept;
    expect(await answers()).toBe(true);
  });

  it('starts each role again that is killed', { timeout: 3 * LIMIT_MS }, async () => {
    for (const role of ['http', 'worker', 'radius']) {
      process.kill(pidOf(role), 'SIGKILL');
      await expect.poll(() => output, { timeout: LIMIT_MS, interval: 50 }).toContain(`${role}: is back`);
    }
    await untilAnswering();
  });

  it(
    'starts a killed database server again, which the roles find by themselves',
    { timeout: 2 * LIMIT_MS },
    async () => {
      process.kill(serverPid(), 'SIGKILL');
      await expect.poll(() => output, { timeout: LIMIT_MS, interval: 50 }).toContain('PostgreSQL is back');
      await untilAnswering();
    },
  );

  it('recovers after the supervisor was killed, and ends everything in order', { timeout: 3 * LIMIT_MS }, async () => {
    const supervisor = readRunning(dataDir)?.pid ?? 0;
    process.kill(supervisor, 'SIGKILL');
    await expect.poll(() => processIsAlive(supervisor), { timeout: LIMIT_MS }).toBe(false);
    const again = start();
    await untilReady();
    expect(await answers()).toBe(true);
    const pids = [serverPid(), pidOf('http'), pidOf('worker'), pidOf('radius')];
    expect(pids.map(processIsAlive)).toEqual([true, true, true, true]);
    expect(await stop(again)).toBe(0);
    expect(pids.map(processIsAlive)).toEqual([false, false, false, false]);
    expect(readdirSync(dataDir)).not.toContain('demarc.lock');
  });
});
