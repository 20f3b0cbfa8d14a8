import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../start/ensure-built.ts';
import { Progress } from '../start/progress.ts';
import { countPlaywright, countVitest, type Outcome, single } from './outcome.ts';

const LAST_WORDS_MS = 2_000;

export interface Step {
  readonly name: string;
  readonly sentence: string;
  /** How many it keeps busy. */
  readonly cores: number;
  run(context: StepContext): Promise<Outcome>;
}

export interface StepContext {
  readonly root: string;
  /** A folder for reports, of this run alone. */
  readonly reports: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** In the order in which a mistake is found soonest. */
export const STEPS: readonly Step[] = [
  program('lint', 'Lint, and the floors of the house', 'eslint/bin/eslint.js', ['.', '--max-warnings=0']),
  program('types', 'Types of the server', 'typescript7/bin/tsc', ['-p', 'tsconfig.json']),
  program('types-web', 'Types of the browser apps', 'typescript7/bin/tsc', ['-p', 'tsconfig.web.json']),
  {
    name: 'build',
    sentence: 'Build',
    cores: 1,
    run: async ({ root, signal, say }) => {
      await ensureBuilt(root, new Progress({ isTTY: false, write: say }), signal);
      return single(true, '');
    },
  },
  vitest('unit', 'Unit and property tests'),
  vitest('web', 'Components in a simulated browser'),
  vitest('int', 'Integration and scenarios on PostgreSQL'),
  {
    name: 'browser',
    sentence: 'Browser tests on the running product',
    cores: 2,
    run: async (context) => {
      const report = join(context.reports, 'browser.json');
      const config = 'e2e/playwright.config.ts';
      const args = ['@playwright/test/cli.js', 'test', '-c', config, '--reporter=dot,json'];
      const code = await node(context, args, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
      return countPlaywright(readReport(report), code);
    },
  },
];

function program(name: string, sentence: string, file: string, args: readonly string[]): Step {
  return {
    name,
    sentence,
    cores: 1,
    run: async (context) => single((await node(context, [file, ...args])) === 0, `${name}: see above`),
  };
}

function vitest(project: string, sentence: string): Step {
  return {
    name: project,
    sentence,
    cores: 2,
    run: async (context) => {
      const report = join(context.reports, `${project}.json`);
      const args = ['vitest/vitest.mjs', 'run', '--project', project, '--silent=passed-only'];
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const code = await node(context, [...args, ...reporters]);
      return countVitest(readReport(report), code, context.root);
    },
  };
}

function readReport(file: string): object | undefined {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, 'utf8')) as object;
  rmSync(file);
  return report;
}

/** Runs a program from node_modules and says what it says. */
function node(context: StepContext, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const [file = '', ...rest] = args;
  const child = spawn(process.execPath, [join(context.root, 'node_modules', file), ...rest], {
    cwd: context.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), NODE_ENV: 'test', ...env },
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', context.say);
  const end = () => child.kill('SIGTERM');
  context.signal.addEventListener('abort', end, { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      context.signal.removeEventListener('abort', end);
      const ended = () => resolve(code ?? 1);
      child.once('close', ended);
      // Whoever it left behind may still hold the pipes.
      setTimeout(ended, LAST_WORDS_MS).unref();
    });
  });
}
