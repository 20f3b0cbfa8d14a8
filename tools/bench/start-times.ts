import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../start/workspace.ts';
import { atMost, type Benchmark, type Finding, type Trial } from './benchmark.ts';
import { rounded } from './statistics.ts';
import { waitUntil } from './waiting.ts';

const FIRST_LIMIT_MS = 400_000;
const SECOND_LIMIT_MS = 120_000;

/** What a person waits for: from `npm start` in a fresh clone to the page where one signs in. */
export const startTimes: Benchmark = {
  name: 'start',
  sentence: 'From a fresh clone to the sign-in page (packages, build, database, demo provider), and once more',
  run: measure,
};

async function measure(trial: Trial): Promise<Finding> {
  const folder = mkdtempSync(join(tmpdir(), 'demarc-clone-'));
  const clone = join(folder, 'demarc');
  try {
    await promisify(execFile)('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone]);
    const first = await startAndStop(clone, FIRST_LIMIT_MS, trial);
    trial.tell(`first start: ${first.toFixed(1)} s`);
    const second = await startAndStop(clone, SECOND_LIMIT_MS, trial);
    trial.tell(`second start: ${second.toFixed(1)} s`);
    return {
      figures: [],
      goals: [atMost('first start', rounded(first), 60, 's'), atMost('second start', rounded(second), 5, 's')],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startAndStop(clone: string, limitMs: number, trial: Trial): Promise<number> {
  const port = await freePort();
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['tools/bootstrap.mjs', 'tools/start/main.mjs'], {
    cwd: clone,
    stdio: 'ignore',
    env: {
      ...operatorEnvironment(),
      PORT: String(port),
      RADIUS_AUTH_PORT: '0',
      RADIUS_ACCT_PORT: '0',
      // Nx shares what it has built among the clones of a machine; a fresh machine has nothing built.
      NX_CACHE_DIRECTORY: join(clone, '.nx', 'cache'),
    },
  });
  const stop = (): boolean => child.kill('SIGTERM');
  trial.signal.addEventListener('abort', stop, { once: true });
  try {
    await waitUntil(async () => hasEnded(child) || (await shows(port)), limitMs, 'the sign-in page');
    if (hasEnded(child)) throw new Error(`the start ended (${child.exitCode ?? child.signalCode})`);
    return (performance.now() - startedMs) / 1000;
  } finally {
    trial.signal.removeEventListener('abort', stop);
    await ended(child);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}

/** The page, and the answer to the question that it asks first. */
async function shows(port: number): Promise<boolean> {
  try {
    const page = await fetch(`http://127.0.0.1:${port}/admin/`);
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
    return page.ok && ready.ok && (await page.text()).includes('<div id="root">');
  } catch {
    return false;
  }
}

/** Without what this process was told: a fresh shell. */
function operatorEnvironment(): NodeJS.ProcessEnv {
  const own = [
    'DATA_DIR',
    'DATABASE_URL',
    'APP_DATABASE_URL',
    'DEMO',
    'NODE_ENV',
    'DEMARC_PARENT',
    'npm_lifecycle_event',
  ];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.includes(name)));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
