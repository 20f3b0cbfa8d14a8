import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Settings } from '@demarc/config';
import { lockFileOf, makeDataFolder, readFirstFill } from '../start/data-folder.ts';
import { type Database, openDatabase } from '../start/database.ts';
import { ensureBuilt } from '../start/ensure-built.ts';
import { lastWords } from '../start/log-tail.ts';
import { loadSettings } from '../start/load-settings.ts';
import { commandEnvironment, exitCodeOf, spawnCommand } from '../start/product-command.ts';
import { Progress, Stop } from '../start/progress.ts';
import { ROOT } from '../start/workspace.ts';

/** Rehearsals: on a database of their own, whatever else runs. */
const REHEARSALS: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<number>>>> = {
  'cut-off': async () => (await import('../cut-off/cut-off.ts')).cutOff,
  'killed-run': async () => (await import('../killed-run/killed-run.ts')).killedRun,
  mutants: async () => (await import('../mutants/mutants.ts')).mutants,
  outage: async () => (await import('../outage/outage.ts')).outage,
  simulate: async () => (await import('../simulate/simulate.ts')).simulate,
  vectors: async () => (await import('../vectors/vectors.ts')).vectors,
};
/** Commands that need no database, and so must not start one. */
const WITHOUT_DATABASE = new Set(['help', '--help', '-h', 'schema', 'permissions']);

/**
 * `npm run demarc -- <command> …`: a command of the product, on the running database or on the embedded one, which is
 * started for as long as that takes. Stdout belongs to the command alone.
 */
export async function demarc(args: readonly string[]): Promise<number> {
  const progress = new Progress(process.stderr);
  try {
    await loadSettings(ROOT, process.env);
    await ensureBuilt(ROOT, progress);
    const rehearsal = REHEARSALS[args[0] ?? ''];
    if (rehearsal) return await (await rehearsal())(args.slice(1));
    const settings = await loadSettings(ROOT, process.env);
    if (!settings) throw new Stop('The build left no settings reader (libs/platform/config/dist).');
    makeDataFolder(settings.dataDir);
    return args[0] === undefined || WITHOUT_DATABASE.has(args[0])
      ? await run(args.length === 0 ? ['help'] : args, { ...process.env, DATA_DIR: settings.dataDir })
      : await runOnDatabase(args, settings, progress);
  } catch (error) {
    progress.line(sentenceOf(error));
    return 1;
  }
}

async function runOnDatabase(args: readonly string[], settings: Settings, progress: Progress): Promise<number> {
  const isRunning = await productRuns(settings);
  if (!isRunning && settings.databaseUrl === undefined) {
    if (readFirstFill(settings.dataDir) === 'demo begun') {
      throw new Stop(
        'The first start was interrupted while it made the demo provider. Run `npm start` once, then this.',
      );
    }
    progress.step('Starting PostgreSQL for this command …');
  }
  const database = await openDatabase(settings);
  try {
    if (!isRunning && args[0] !== 'migrate') await migrate(settings, database);
    return await run(args, commandEnvironment(settings, database));
  } finally {
    await database.server?.release();
  }
}

async function productRuns(settings: Settings): Promise<boolean> {
  const { tryProcessLock } = await import('@demarc/postgres-server');
  const answer = tryProcessLock(lockFileOf(settings.dataDir));
  if (answer.kind === 'taken') answer.lock.release();
  return answer.kind === 'held';
}

/** After an update the command must not meet yesterday's tables. Takes no time when nothing is to be done. */
async function migrate(settings: Settings, database: Database): Promise<void> {
  const code = await run(['migrate'], commandEnvironment(settings, database), ['ignore', 'ignore', 'inherit']);
  if (code === 0) return;
  const log = lastWords(join(settings.dataDir, 'logs', 'postgres.log'), 0, 10);
  throw new Stop(`The database could not be brought up to date. The server said last:\n${log}`);
}

/** Signals go to the command; its own end decides the exit code. */
async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: ('ignore' | 'inherit')[] = ['inherit', 'inherit', 'inherit'],
): Promise<number> {
  const child: ChildProcess = spawnCommand(ROOT, args, env, stdio);
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, forward);
  try {
    return await exitCodeOf(child);
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Stop' || error.name === 'PostgresStartError' ? error.message : (error.stack ?? error.message);
}
