import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Progress, Stop } from './progress.ts';
import { builtProjects, fingerprintSources } from './source-fingerprint.ts';

/** A build under way. */
export interface Build {
  /** The server and what it stands on: enough for the commands of an operator. */
  readonly server: Promise<void>;
  /** The apps for the browser too. */
  readonly whole: Promise<void>;
}

/** Each is built once: Nx would take what is there away and put it back, while it is in use. */
const SERVER = ['--projects=@demarc/api'];
const APPS = ['--projects=apps/*', '--exclude=@demarc/api'];

const NOTHING_TO_BUILD: Build = { server: Promise.resolve(), whole: Promise.resolve() };

export async function ensureBuilt(root: string, progress: Progress, signal?: AbortSignal): Promise<void> {
  await beginBuild(root, progress, signal).whole;
}

/**
 * Builds what changed since the last build, the server first: a database can be filled while the apps are built. With
 * nothing changed it does not even ask Nx.
 */
export function beginBuild(root: string, progress: Progress, signal?: AbortSignal): Build {
  const stampFile = join(root, 'node_modules', '.cache', 'demarc', 'build.stamp');
  const fingerprint = fingerprintSources(root);
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  if (isBuilt(root, stampFile, fingerprint) || isImage(root, nx)) return NOTHING_TO_BUILD;
  progress.step('Building …');
  rmSync(stampFile, { force: true });
  const server = runNx(root, nx, SERVER, progress, signal);
  const whole = server.then(() => runNx(root, nx, APPS, undefined, signal)).then(() => noteBuild(stampFile, fingerprint));
  // Whoever waits for it is told; until then there may be nobody.
  whole.catch(() => undefined);
  return { server, whole };
}

/** Sources that changed during the build have another fingerprint, and are built again the next time. */
function noteBuild(stampFile: string, fingerprint: string): void {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, fingerprint);
}

function isBuilt(root: string, stampFile: string, fingerprint: string): boolean {
  return (
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === fingerprint &&
    builtProjects(root).every((project) => existsSync(join(project, 'dist')))
  );
}

/** An image holds the built product without the tools that built it. */
function isImage(root: string, nx: string): boolean {
  if (existsSync(nx)) return false;
  const missing = builtProjects(root).filter((project) => !existsSync(join(project, 'dist')));
  if (missing.length > 0) throw new Stop(`Not built, and the build tools are not installed: ${missing.join(', ')}`);
  return true;
}

async function runNx(
  root: string,
  nx: string,
  projects: readonly string[],
  progress: Progress | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const total = builtProjects(root).length;
  const args = [nx, 'run-many', '-t', 'build', ...projects, '--output-style=static', '--parallel=2'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NODE_ENV: 'production', FORCE_COLOR: '0' },
    ...(signal ? { signal, killSignal: 'SIGTERM' as const } : {}),
  });
  // What nobody is told about gives way to what is waited for.
  if (!progress && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const output: string[] = [];
  let done = 0;
  const read = async (stream: NodeJS.ReadableStream): Promise<void> => {
    for await (const line of createInterface({ input: stream })) {
      output.push(line);
      if (/^\s*✔\s+(nx run )?\S+:build/.test(line)) progress?.detail(`${(done += 1)} of ${total} parts`);
    }
  };
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const [status] = await Promise.all([code, read(child.stdout), read(child.stderr)]);
  if (status === 0) return;
  throw new Stop(`${failuresIn(output).join('\n').trim()}\n\nThe build failed; the reason is above.`);
}

/** Nx prints what each part said under its name, and the names of those that failed at the end. */
export function failuresIn(output: readonly string[]): readonly string[] {
  const end = output.findIndex((line) => line.startsWith('Failed tasks:'));
  const failed = new Set(output.slice(end + 1).flatMap((line) => /^- (\S+:build)$/.exec(line)?.[1] ?? []));
  if (end === -1 || failed.size === 0) return output;
  let shown = false;
  return output.slice(0, end).filter((line) => {
    const task = /^> nx run (\S+:build)/.exec(line)?.[1];
    if (task !== undefined) shown = failed.has(task);
    if (line.startsWith(' NX ')) shown = false;
    return shown && !line.startsWith('npm ');
  });
}
