import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretsInFiles } from '../scenarios/secret-scan.ts';
import { demo } from './demo.ts';

const ROOT = join(import.meta.dirname, '../..');
const MOST_MS = 300_000;

/** Starts the product with `npm start`'s own program in an empty data folder, and stops it when all tests are done. */
export default async function startProduct(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'demarc-e2e-'));
  // Who started the tests is not who starts the product; it is stopped below.
  const { DEMARC_PARENT: _parent, ...environment } = process.env;
  const child = spawn(process.execPath, ['tools/start/main.mjs'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, DATA_DIR: dataDir, DEMO: '1', PORT: '0', RADIUS_AUTH_PORT: '0', RADIUS_ACCT_PORT: '0', TZ: 'UTC', NX_DAEMON: 'false' },
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await addressOnceReady(dataDir, () => child.exitCode, () => output);
  process.env['DEMARC_ADDRESS'] = address;
  process.env['DEMARC_DEMO'] = join(dataDir, 'demo.json');
  return async () => {
    const broken = await brokenPromises(dataDir);
    child.kill('SIGTERM');
    await exited;
    const leaks = demoSecretsIn(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
    if (broken !== undefined) throw new Error(`the books do not hold after the tests:\n${broken}`);
    if (leaks.length > 0) throw new Error(`secrets of the demo stand in clear: ${leaks.join('; ')}`);
  };
}

/** What `demarc check` says against the running product; undefined when every promise holds. */
async function brokenPromises(dataDir: string): Promise<string | undefined> {
  const { DEMARC_PARENT: _parent, ...environment } = process.env;
  const child = spawn(process.execPath, ['tools/demarc/main.mjs', 'check'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, DATA_DIR: dataDir },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return code === 0 ? undefined : output;
}

/** The demo's sign-ins are in the one file that its owner reads, and in no log, cache or file of the database beside it. */
function demoSecretsIn(dataDir: string): string[] {
  const { staff, customer, apiKey, radius } = demo();
  const secrets = {
    ...Object.fromEntries(staff.map(({ role, password }) => [`password of ${role}`, password])),
    'password of the customer': customer.password,
    'API key': apiKey,
    'line password': radius.password,
    'RADIUS secret': radius.secret,
  };
  return secretsInFiles(dataDir, secrets, ['demo.json']);
}

async function addressOnceReady(dataDir: string, exitCode: () => number | null, output: () => string): Promise<string> {
  const running = join(dataDir, 'running.json');
  const end = Date.now() + MOST_MS;
  while (Date.now() < end) {
    if (exitCode() !== null) throw new Error(`the product did not start:\n${output()}`);
    if (existsSync(running)) {
      const { address } = JSON.parse(readFileSync(running, 'utf8')) as { address?: string };
      if (address && (await answers(address))) return address;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the product was not ready after ${MOST_MS / 1000} s:\n${output()}`);
}


async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(new URL('/health/ready', address))).ok;
  } catch {
    return false;
  }
}
