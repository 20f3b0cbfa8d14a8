import type { Settings } from '@demarc/config';
import type { ProcessLock } from '@demarc/postgres-server';
import { lockFileOf, makeDataFolder, readFirstFill } from './data-folder.ts';
import { demoRoutersFile } from './demo-routers-file.ts';
import { type Database, openDatabase } from './database.ts';
import { beginBuild } from './ensure-built.ts';
import { addressLines, addressOf, demoLines, refreshDemo } from './farewell.ts';
import { prepareDatabase } from './first-fill.ts';
import { Interruption } from './interruption.ts';
import { endLeftOverRoles } from './left-over.ts';
import { loadSettings } from './load-settings.ts';
import { choosePorts, type Ports } from './ports.ts';
import { Product } from './product.ts';
import { commandEnvironment, exitCodeOf, spawnCommand } from './product-command.ts';
import { Progress, Stop } from './progress.ts';
import { noteUpToDate } from './up-to-date.ts';
import { ROOT } from './workspace.ts';

/** `npm start`: from whatever state the folder is in to the running product, until it is told to stop. */
export async function start(): Promise<number> {
  const progress = new Progress(process.stdout);
  const interruption = new Interruption(progress);
  const run = new Run(progress, interruption);
  interruption.onForce(() => run.force());
  let code = 0;
  try {
    await run.bringUp();
    await interruption.requested;
  } catch (error) {
    if (!interruption.signal.aborted) {
      progress.line(sentenceOf(error));
      code = 1;
    }
  }
  await run.bringDown();
  return code;
}

class Run {
  private readonly progress: Progress;
  private readonly interruption: Interruption;
  private lock: ProcessLock | undefined;
  private opening: Promise<Database> | undefined;
  private product: Product | undefined;
  private readonly ending = new AbortController();

  constructor(progress: Progress, interruption: Interruption) {
    this.progress = progress;
    this.interruption = interruption;
  }

  async bringUp(): Promise<void> {
    const { progress, interruption } = this;
    await loadSettings(ROOT, process.env);
    const build = beginBuild(ROOT, progress, AbortSignal.any([interruption.signal, this.ending.signal]));
    await build.server;
    const settings = await loadSettings(ROOT, process.env);
    if (!settings) throw new Stop('The build left no settings reader (libs/platform/config/dist).');
    interruption.check();
    makeDataFolder(settings.dataDir);
    this.lock = await takeInstanceLock(settings);
    await endLeftOverRoles(settings.dataDir, progress);
    const ports = await choosePorts(settings, process.env, progress);
    progress.step(settings.databaseUrl ? 'Connecting to PostgreSQL …' : 'Starting PostgreSQL …');
    this.opening = openDatabase(settings);
    const database = await this.opening;
    this.product = new Product(ROOT, settings, ports, progress);
    this.product.guard(database);
    interruption.check();
    await prepareDatabase({ root: ROOT, settings, database, ports, progress, signal: interruption.signal });
    interruption.check();
    await build.whole;
    await noteUpToDate(ROOT, settings.dataDir, database);
    progress.step('Starting http, worker and radius …');
    await Promise.race([this.product.startRoles(database), interruption.requested]);
    interruption.check();
    await this.welcome(settings, database, ports);
  }

  async bringDown(): Promise<void> {
    this.ending.abort();
    if (!this.opening) return this.lock?.release();
    this.progress.line('Stopping …');
    if (this.product) await this.product.stop();
    else await (await this.opening.catch(() => undefined))?.server?.release();
    this.lock?.release();
    this.progress.line('Stopped.');
  }

  force(): void {
    this.product?.force();
    this.lock?.release();
  }

  private async welcome(settings: Settings, database: Database, ports: Ports): Promise<void> {
    const { progress } = this;
    progress.line(`\nDemarc is ready after ${progress.seconds().toFixed(1)} seconds.\n`);
    for (const line of addressLines(settings, ports)) progress.line(line);
    progress.line();
    const demo = readFirstFill(settings.dataDir) === 'empty' ? undefined : refreshDemo(settings, ports);
    if (demo)
      for (const line of demoLines(demo, settings.dataDir, demoRoutersFile(settings) !== undefined))
        progress.line(line);
    else await printFirstStaffLink(settings, database, ports);
    progress.line('\nCtrl-C stops it.');
  }
}

/** As long as there is no staff; after that the command refuses, which is as it should be. */
async function printFirstStaffLink(settings: Settings, database: Database, ports: Ports): Promise<void> {
  const env = { ...commandEnvironment(settings, database, ports), PUBLIC_URL: addressOf(settings, ports) };
  await exitCodeOf(spawnCommand(ROOT, ['first-staff-link'], env, ['ignore', 1, 'ignore']));
}

async function takeInstanceLock(settings: Settings): Promise<ProcessLock> {
  const { tryProcessLock } = await import('@demarc/postgres-server');
  const answer = tryProcessLock(lockFileOf(settings.dataDir));
  if (answer.kind === 'taken') return answer.lock;
  throw new Stop(
    `Demarc is already running on ${settings.dataDir} (process ${answer.pid}). ` +
      'Stop that one first, or set DATA_DIR and PORT for a second one.',
  );
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Stop' || error.name === 'PostgresStartError' ? error.message : (error.stack ?? error.message);
}
