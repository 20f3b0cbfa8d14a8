import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { identityIsAlive, processIdentity } from './process-life.js';
import { poll } from './waiting.js';

export interface ProcessLock {
  release(): void;
}

export type LockAnswer =
  { readonly kind: 'taken'; readonly lock: ProcessLock } | { readonly kind: 'held'; readonly pid: number };

let uses = 0;

/** A file that names the one process which may go on. The lock of a dead process is nobody's. */
export function tryProcessLock(file: string): LockAnswer {
  mkdirSync(dirname(file), { recursive: true });
  const mine = processIdentity(process.pid);
  const draft = uniqueName(file);
  writeFileSync(draft, mine);
  try {
    for (;;) {
      if (link(draft, file)) return { kind: 'taken', lock: { release: () => rmSync(file, { force: true }) } };
      const holder = readHolder(file);
      if (holder !== undefined && identityIsAlive(holder)) return { kind: 'held', pid: Number.parseInt(holder, 10) };
      if (holder !== undefined) removeStale(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

export async function waitForProcessLock(file: string, limitMs: number): Promise<ProcessLock | undefined> {
  return poll(
    () => {
      const answer = tryProcessLock(file);
      return answer.kind === 'taken' ? answer.lock : undefined;
    },
    limitMs,
    20,
  );
}

/** Notes in `folder` that this process uses something; answers how to take the note back. */
export function noteUse(folder: string): () => void {
  const note = uniqueName(join(folder, 'use'));
  writeNote(folder, note);
  return () => {
    rmSync(note, { force: true });
    try {
      rmdirSync(folder);
    } catch {
      // Others use it too.
    }
  };
}

/** The last user of before may take the empty folder away at any moment. */
function writeNote(folder: string, note: string): void {
  for (let tries = 0; ; tries += 1) {
    mkdirSync(folder, { recursive: true });
    try {
      return writeFileSync(note, processIdentity(process.pid));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === 10) throw error;
    }
  }
}

/** Notes of living processes; those of dead ones are swept away. */
export function countUses(folder: string): number {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return 0;
  }
  const alive = names.filter((name) => {
    const holder = readHolder(join(folder, name));
    const lives = holder !== undefined && identityIsAlive(holder);
    if (!lives) rmSync(join(folder, name), { force: true });
    return lives;
  });
  return alive.length;
}

function uniqueName(prefix: string): string {
  uses += 1;
  return `${prefix}.${process.pid}-${uses}`;
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Between the look and the removal another process may have taken over: what was moved away by mistake goes back. */
function removeStale(file: string, stale: string): void {
  const aside = uniqueName(file);
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readHolder(aside) !== stale) link(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
