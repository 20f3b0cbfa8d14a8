import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import type { Settings } from '@demarc/config';
import { readFirstFill, writeFirstFill } from './data-folder.ts';
import { type Database, recreateDatabase } from './database.ts';
import { seriousLine } from './log-tail.ts';
import type { Ports } from './ports.ts';
import { commandEnvironment, exitCodeOf, spawnCommand } from './product-command.ts';
import { type Progress, Stop } from './progress.ts';
import { isUpToDate } from './up-to-date.ts';

export interface FillContext {
  readonly root: string;
  readonly settings: Settings;
  readonly database: Database;
  readonly ports: Ports;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Brings the schema up to date and, on the very first start, fills in the demo provider. */
export async function prepareDatabase(context: FillContext): Promise<void> {
  const { settings, progress } = context;
  const before = readFirstFill(settings.dataDir);
  if (before === 'demo begun' && context.database.server !== undefined) {
    progress.step('The demo provider was not finished the last time; starting it over …');
    await recreateDatabase(context.database.server);
  }
  if (!(await isUpToDate(context.root, settings.dataDir, context.database))) {
    progress.step('Preparing the database …');
    await runCommand(context, ['migrate']);
  }
  if (before === 'demo' || before === 'empty') return;
  if (!settings.demo) return writeFirstFill(settings.dataDir, 'empty');
  progress.step('Creating the demo provider …');
  writeFirstFill(settings.dataDir, 'demo begun');
  await runCommand(context, ['demo']);
  writeFirstFill(settings.dataDir, existsSync(join(settings.dataDir, 'demo.json')) ? 'demo' : 'empty');
}

/** Runs a command of the product, shows what it says as progress, and stops the start if it fails. */
async function runCommand(context: FillContext, args: readonly string[]): Promise<void> {
  const env = commandEnvironment(context.settings, context.database, context.ports);
  const child = spawnCommand(context.root, args, env, ['ignore', 'pipe', 'pipe']);
  const end = () => child.kill('SIGTERM');
  context.signal.addEventListener('abort', end, { once: true });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      if (said.length > 200) said.shift();
      const shown = line.startsWith('{') ? seriousLine(line) : line;
      if (shown) context.progress.detail(shown.slice(0, 100));
    });
  }
  const code = await exitCodeOf(child);
  context.signal.removeEventListener('abort', end);
  if (code === 0) return;
  if (context.signal.aborted) throw new Stop('Interrupted.');
  throw new Stop(
    `${said.slice(-40).join('\n')}\n\nThe command \`demarc ${args.join(' ')}\` failed (exit code ${code}).`,
  );
}
