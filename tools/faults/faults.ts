import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../start/workspace.ts';

/** The suites that stand between a fault in the money code and a customer, the quickest first. */
const SUITES = [
  { name: 'unit', args: ['--project', 'unit', 'libs/billing'] },
  { name: 'integration', args: ['--project', 'int', 'libs/billing'] },
] as const;
/** Of a hundred faults so many have to be caught. */
const GOAL_PERCENT = 95;
const USAGE = `npm run faults [-- --only NAME] [--json]
Puts each fault of tools/faults/patches into a copy of the code, one at a time, and tells which suite notices it.`;

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
  const folder = join(import.meta.dirname, 'patches');
  const patches = readdirSync(folder).filter((name) => name.endsWith('.patch') && name.includes(values.only ?? ''));
  const copy = copyOfCode();
  try {
    for (const suite of SUITES)
      if (!passes(copy, suite.args)) throw new Error(`${suite.name} fails without any fault: nothing can be told`);
    const outcomes = patches.map((patch) => tryFault(copy, join(folder, patch), patch.replace('.patch', '')));
    const caught = outcomes.filter((one) => one.caughtBy !== null).length;
    if (values.json) process.stdout.write(`${JSON.stringify({ caught, of: outcomes.length, outcomes })}\n`);
    else process.stdout.write(`${caught} of ${outcomes.length} faults were caught\n`);
    return outcomes.length > 0 && caught * 100 >= outcomes.length * GOAL_PERCENT ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The committed code with the packages that are installed: hard links, so that it takes seconds. */
function copyOfCode(): string {
  const copy = mkdtempSync(join(tmpdir(), 'demarc-faults-'));
  execFileSync('git', ['clone', '--quiet', ROOT, copy]);
  execFileSync('cp', ['-al', join(ROOT, 'node_modules'), join(copy, 'node_modules')]);
  return copy;
}

/** A patch begins with a line that says what it breaks. */
function tryFault(copy: string, patch: string, fault: string): Outcome {
  const what = readFileSync(patch, 'utf8').split('\n')[0] ?? '';
  execFileSync('git', ['apply', '--recount', '--whitespace=nowarn', patch], { cwd: copy });
  try {
    const suite = SUITES.find((one) => !passes(copy, one.args));
    const outcome = { fault, what, caughtBy: suite?.name ?? null };
    process.stderr.write(`${(outcome.caughtBy ?? 'SURVIVED').padEnd(12)} ${fault}: ${what}\n`);
    return outcome;
  } finally {
    execFileSync('git', ['checkout', '--quiet', '--', '.'], { cwd: copy });
  }
}

function passes(copy: string, args: readonly string[]): boolean {
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--bail', '1', ...args], {
    cwd: copy,
    stdio: 'ignore',
  });
  return status === 0;
}
