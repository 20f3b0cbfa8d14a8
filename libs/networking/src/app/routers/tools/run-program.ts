import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ProgramEnd {
  readonly kind: 'ended' | 'missing' | 'stopped' | 'timed_out';
  readonly code: number | null;
}

export interface ProgramOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onLine: (line: string) => void;
}

const LONGEST_LINE = 500;
/** Debian has traceroute in sbin on some releases; nothing else of our environment is handed on. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin:/usr/local/bin', LC_ALL: 'C' };

/** Runs a program without a shell, and hands on its lines as they come. */
export function runProgram(
  program: string,
  args: readonly string[],
  { timeoutMs, signal, onLine }: ProgramOptions,
): Promise<ProgramEnd> {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'], env: ENVIRONMENT });
  let why: ProgramEnd['kind'] = 'ended';
  const stop = (kind: 'stopped' | 'timed_out'): void => {
    why = kind;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => stop('timed_out'), timeoutMs);
  const onAbort = (): void => stop('stopped');
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() !== '') onLine(line.slice(0, LONGEST_LINE));
    });
  const { promise, resolve } = Promise.withResolvers<ProgramEnd>();
  child.once('error', () => resolve({ kind: 'missing', code: null }));
  child.once('close', (code) => resolve({ kind: why, code }));
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  });
}
