import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from './progress.ts';
import { readRunning } from './data-folder.ts';

const LIMIT_MS = 10_000;

/** Roles whose supervisor was killed end by themselves; those that do not are ended before new ones take their ports. */
export async function endLeftOverRoles(dataDir: string, progress: Progress): Promise<void> {
  const { identityIsAlive } = await import('@demarc/postgres-server');
  const alive = () => (readRunning(dataDir)?.roles ?? []).filter((role) => identityIsAlive(role.identity));
  const first = alive();
  if (first.length === 0) return;
  progress.step(`Ending what an earlier run left behind (${first.map((role) => role.name).join(', ')}) …`);
  signalAll(first, 'SIGTERM');
  for (let waited = 0; waited < LIMIT_MS && alive().length > 0; waited += 50) await delay(50);
  signalAll(alive(), 'SIGKILL');
}

function signalAll(roles: readonly { readonly identity: string }[], signal: NodeJS.Signals): void {
  for (const { identity } of roles) {
    try {
      process.kill(Number.parseInt(identity, 10), signal);
    } catch {
      // Gone by itself in the meantime.
    }
  }
}
