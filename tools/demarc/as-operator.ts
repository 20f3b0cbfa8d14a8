import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../start/workspace.ts';

/** A rehearsal works through this on a busy machine. */
export const LIMIT_MS = 240_000;
const run = promisify(execFile);

/** As an operator starts it, on a server whose clock is set to a zone; the built product. Answers what it said. */
export async function demarc(args: readonly string[], zone = 'UTC'): Promise<string> {
  const program = [join(ROOT, 'tools/demarc/main.mjs'), ...args];
  const { stdout } = await run(process.execPath, program, {
    cwd: ROOT,
    env: { ...process.env, TZ: zone },
    timeout: LIMIT_MS,
    maxBuffer: 32 * 1024 * 1024,
  });
  return stdout;
}
