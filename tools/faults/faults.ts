import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../start/workspace.ts';

/**
 * The suites that stand between a fault in the money code and a customer, the quickest first. Only unit tests that reach a
 * changed file can tell that it changed; an integration test reaches nearly everything.
 */
const SUITES: readonly Suite[] = [
  { name: 'unit', args: (changed) => ['related', '--run', '--project', 'unit', ...changed] },
  { name: 'integration', args: () => ['run', '--project', 'int', 'libs/billing'] },
];
/** Of a hundred faults so many have to be caught. */
const GOAL_PERCENT = 95;
const USAGE = `npm run faults [-- --only NAME[,NAME…]] [--json]
Puts each fault of tools/faults/patches into a copy of the code, one at a time, and tells which suite notices it.`;

interface Suite {
  readonly name: string;
  args(changed: readonly string[]): string[];
}

/** A patch begins with a line that says what it breaks. */
interface Fault {
  readonly name: string;
  readonly file: string;
  readonly what: string;
  /** The files that it changes. */
  readonly changes: readonly string[];
}

interface Outcome {
  readonly fault: string;
  readonly what: string;
  /** The suite that failed; null when all passed with the fault in the code. */
  readonly caughtBy: string | null;
}

export async function faults(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stderr.write(`${USAGE}\n`);
    return 0;
  }
  const faults = readFaults(values.only?.split(',') ?? ['']);
  const copy = copyOfCode();
  try {
    const stale = faults.filter((fault) => !applies(copy, fault));
    if (stale.length > 0)
      throw new Error(`the code went on without ${stale.map(({ name }) => name).join(', ')}: write them anew`);
    const outcomes = tryAll(copy, faults);
    const caught = outcomes.filter((one) => one.caughtBy !== null).length;
    if (values.json) process.stdout.write(`${JSON.stringify({ caught, of: outcomes.length, outcomes })}\n`);
    else process.stdout.write(`${caught} of ${outcomes.length} faults were caught\n`);
    return outcomes.length > 0 && caught * 100 >= outcomes.length * GOAL_PERCENT ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function readFaults(wanted: readonly string[]): Fault[] {
  const folder = join(import.meta.dirname, 'patches');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.patch') && wanted.some((part) => name.includes(part)))
    .map((name) => {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8');
      const changes = [...text.matchAll(/^\+\+\+ b\/(\S+)/gm)].flatMap(([, path]) => path ?? []);
      return { name: name.replace('.patch', ''), file, what: text.split('\n')[0] ?? '', changes };
    });
}

/** The committed code with the packages that are installed: hard links, so that it takes seconds. */
function copyOfCode(): string {
  const copy = mkdtempSync(join(tmpdir(), 'demarc-faults-'));
  execFileSync('git', ['clone', '--quiet', ROOT, copy]);
  execFileSync('cp', ['-al', join(ROOT, 'node_modules'), join(copy, 'node_modules')]);
  // What starts the database of the integration tests is taken as it is built.
  const nx = join(copy, 'node_modules/nx/dist/bin/nx.js');
  execFileSync(process.execPath, [nx, 'build', '@demarc/postgres-server'], { cwd: copy, stdio: 'ignore' });
  return copy;
}

/** What one suite lets through goes on to the next; a suite that fails without any fault can tell nothing. */
function tryAll(copy: string, faults: readonly Fault[]): Outcome[] {
  const outcomes: Outcome[] = [];
  let left = faults;
  for (const suite of SUITES) {
    if (left.length === 0) break;
    if (!passes(copy, suite, [...new Set(left.flatMap(({ changes }) => changes))]))
      throw new Error(`${suite.name} fails without any fault: nothing can be told`);
    const caught = new Set(left.filter((fault) => isCaught(copy, suite, fault)));
    for (const { name, what } of caught) outcomes.push({ fault: name, what, caughtBy: suite.name });
    left = left.filter((fault) => !caught.has(fault));
  }
  for (const { name, what } of left) {
    outcomes.push({ fault: name, what, caughtBy: null });
    process.stderr.write(`SURVIVED     ${name}: ${what}\n`);
  }
  return outcomes;
}

function isCaught(copy: string, suite: Suite, { name, what, file, changes }: Fault): boolean {
  execFileSync('git', ['apply', '--recount', '--whitespace=nowarn', file], { cwd: copy });
  try {
    const caught = !passes(copy, suite, changes);
    if (caught) process.stderr.write(`${suite.name.padEnd(12)} ${name}: ${what}\n`);
    return caught;
  } finally {
    execFileSync('git', ['checkout', '--quiet', '--', '.'], { cwd: copy });
  }
}

function applies(copy: string, { file }: Fault): boolean {
  return spawnSync('git', ['apply', '--recount', '--check', file], { cwd: copy, stdio: 'ignore' }).status === 0;
}

function passes(copy: string, suite: Suite, changed: readonly string[]): boolean {
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  // A busy machine must not pass for a test that noticed.
  const patient = ['--testTimeout', '180000', '--hookTimeout', '180000'];
  const { status } = spawnSync(process.execPath, [vitest, ...suite.args(changed), '--bail', '1', ...patient], {
    cwd: copy,
    stdio: 'ignore',
  });
  return status === 0;
}
