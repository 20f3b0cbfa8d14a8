import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lastWords, LogTail, openLog } from './log-tail.ts';
import { Stop } from './progress.ts';

export type RoleName = 'http' | 'worker' | 'radius' | 'routers';

export interface RoleOptions {
  /** What to run, below the root, and with which words. */
  readonly program: readonly [file: string, ...words: string[]];
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFolder: string;
  readonly tell: (sentence: string) => void;
  /** Told on each start and end, so that a later start can find what was left over. */
  readonly noted: () => void;
}

const READY_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 20_000;
const STEADY_AFTER_MS = 60_000;
const PAUSES_MS = [200, 1000, 2000, 5000, 10_000, 30_000];

/** One process of the product: started, started again after a crash with growing pauses, and stopped. */
export class Role {
  readonly name: RoleName;
  private readonly options: RoleOptions;
  private readonly logFile: string;
  private readonly tail: LogTail;
  private child: ChildProcess | undefined;
  private crashes = 0;
  private stopping = false;
  private restart: NodeJS.Timeout | undefined;

  constructor(name: RoleName, options: RoleOptions) {
    this.name = name;
    this.options = options;
    this.logFile = join(options.logFolder, `${name}.log`);
    this.tail = new LogTail(this.logFile, (line) => options.tell(`${name}: ${line}`));
    setInterval(() => this.tail.look(), 500).unref();
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when the process says that it is ready; a first start that fails stops the product. */
  async start(): Promise<void> {
    const from = statSync(this.logFile, { throwIfNoEntry: false })?.size ?? 0;
    const child = this.spawn();
    const outcome = await readiness(child);
    if (outcome !== 'ready' && !this.stopping) {
      throw new Stop(`${lastWords(this.logFile, from)}\n\nThe ${this.name} role did not start (${outcome}).`);
    }
    child.removeAllListeners('exit');
    if (child.exitCode !== null || child.signalCode !== null) this.crashed(child);
    else child.once('exit', () => this.crashed(child));
  }

  /** Asks it to end its work; after twenty seconds it is ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const limit = setTimeout(() => {
      this.options.tell(`${this.name}: does not end its work, so it is ended`);
      child.kill('SIGKILL');
    }, STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
    this.options.noted();
  }

  kill(): void {
    this.stopping = true;
    this.child?.kill('SIGKILL');
  }

  private spawn(): ChildProcess {
    const log = openLog(this.logFile);
    const [file, ...words] = this.options.program;
    const program = join(this.options.root, file);
    // A session of its own: Ctrl-C reaches the supervisor alone, which then ends the roles in order.
    const child = spawn(process.execPath, ['--enable-source-maps', program, ...words], {
      cwd: this.options.root,
      env: { ...this.options.env, DEMARC_ROLE: this.name },
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
    });
    closeSync(log);
    this.child = child;
    child.on('error', (error) => this.options.tell(`${this.name}: ${error.message}`));
    this.options.noted();
    return child;
  }

  private crashed(child: ChildProcess): void {
    if (this.stopping) return;
    this.tail.look();
    const pause = PAUSES_MS[Math.min(this.crashes, PAUSES_MS.length - 1)] ?? 30_000;
    this.crashes += 1;
    const how = child.signalCode ?? `exit code ${child.exitCode}`;
    this.options.tell(
      `${this.name}: ended unexpectedly (${how}), starts again in ${pause / 1000} s; see ${this.logFile}`,
    );
    this.restart = setTimeout(() => this.startAgain(), pause);
  }

  private startAgain(): void {
    const child = this.spawn();
    let steady: NodeJS.Timeout | undefined;
    child.once('exit', () => {
      clearTimeout(steady);
      this.crashed(child);
    });
    child.on('message', (message) => {
      if (!isReady(message)) return;
      this.options.tell(`${this.name}: is back`);
      steady = setTimeout(() => (this.crashes = 0), STEADY_AFTER_MS);
      steady.unref();
    });
  }
}

/** `ready`, or how it failed. */
function readiness(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => {
      resolve(`not ready within ${READY_LIMIT_MS / 1000} s`);
      child.kill('SIGKILL');
    }, READY_LIMIT_MS);
    const settle = (outcome: string) => {
      clearTimeout(limit);
      resolve(outcome);
    };
    child.on('message', (message) => {
      if (isReady(message)) settle('ready');
    });
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(signal ?? `exit code ${code}`));
  });
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}
