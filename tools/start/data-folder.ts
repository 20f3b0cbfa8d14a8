import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stop } from './progress.ts';

/** What the first start put into the database: asked once, since a real provider must never receive demo customers. */
export type FirstFill = 'demo begun' | 'demo' | 'empty';

/** What runs now, for the operator's commands and for the start after a crash. */
export interface Running {
  readonly address: string;
  readonly pid: number;
  readonly roles: readonly { readonly name: string; readonly identity: string }[];
}

export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true });
  } catch (error) {
    throw new Stop(`The data folder ${folder} cannot be used: ${(error as Error).message}`);
  }
}

export function readFirstFill(folder: string): FirstFill | undefined {
  return readJson<{ firstFill: FirstFill }>(join(folder, 'first-fill.json'))?.firstFill;
}

export function writeFirstFill(folder: string, firstFill: FirstFill): void {
  writeJson(join(folder, 'first-fill.json'), { firstFill });
}

export function readRunning(folder: string): Running | undefined {
  return readJson<Running>(join(folder, 'running.json'));
}

export function writeRunning(folder: string, running: Running): void {
  writeJson(join(folder, 'running.json'), running);
}

export function lockFileOf(folder: string): string {
  return join(folder, 'demarc.lock');
}

export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, and for its owner's eyes only. */
export function writeJson(file: string, value: unknown): void {
  const draft = join(dirname(file), `.${process.pid}.tmp`);
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
