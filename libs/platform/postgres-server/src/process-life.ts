import { readFileSync } from 'node:fs';

/** False also for a dead child whose parent never asked for its exit code, as in containers without an init. */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return statFields(pid)?.[0] !== 'Z';
}

/** Tells a process from a later one with the same pid, where the system can: `pid` or `pid:start time`. */
export function processIdentity(pid: number): string {
  const startedAt = statFields(pid)?.[19];
  return startedAt === undefined ? `${pid}` : `${pid}:${startedAt}`;
}

/** Is the process that `processIdentity` described still there? */
export function identityIsAlive(identity: string): boolean {
  const pid = Number(identity.split(':')[0]);
  return Number.isInteger(pid) && pid > 0 && processIsAlive(pid) && processIdentity(pid) === identity;
}

/** proc_pid_stat(5) from the third field on: the second, the name, may hold spaces and brackets. */
function statFields(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
