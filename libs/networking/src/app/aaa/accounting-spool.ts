import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { RandomSource } from '@demarc/kernel';
import type { AccountingRecord } from '../../radius/index.js';

/** Records that are handed on together: batches are of a few records when the database goes away under a light load. */
const GROUP_RECORDS = 1_000;

/**
 * Accounting on the disk, for as long as the database is away: a file a batch, on the platter before it is acknowledged. Reading
 * one twice does no harm, since counting is the same however often a record comes.
 */
@Injectable()
export class AccountingSpool {
  private readonly log = new Logger('accounting');
  private readonly folder: string;
  private count: number | undefined;
  /** Batches that wait on the disk, as far as this process knows. */
  waiting = 0;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly random: RandomSource,
  ) {
    this.folder = join(settings.dataDir, 'radius-spool');
  }

  async append(batch: readonly AccountingRecord[]): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = `${String(await this.nextNumber()).padStart(12, '0')}-${this.random.token(9)}`;
    const file = await open(join(this.folder, `${name}.part`), 'wx', 0o600);
    try {
      await file.writeFile(batch.map(lineOf).join('\n'));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(join(this.folder, `${name}.part`), join(this.folder, `${name}.jsonl`));
    await this.keepNames();
    this.waiting += 1;
  }

  /**
   * Hands what is on the disk to `write`, oldest first, several batches at once, and forgets them when that has kept them. Stops
   * at the first that are not kept. Answers how many batches were.
   */
  async drain(write: (batch: readonly AccountingRecord[]) => Promise<void>): Promise<number> {
    let drained = 0;
    let group = new Group();
    const handOver = async (): Promise<void> => {
      if (group.records.length > 0) await write(group.records);
      for (const path of group.paths) await unlink(path).catch(() => undefined);
      drained += group.paths.length;
      group = new Group();
    };
    for (const name of await this.files()) {
      const path = join(this.folder, name);
      const batch = await this.read(path);
      if (!batch) continue;
      if (!group.hasRoomFor(batch)) await handOver();
      group.add(path, batch);
    }
    await handOver();
    // What came meanwhile waits for the next time.
    this.waiting = (await this.files()).length;
    return drained;
  }

  private async read(path: string): Promise<AccountingRecord[] | undefined> {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const batch = recordsOf(text);
    if (!batch) await this.putAside(path);
    return batch;
  }

  /** After what an earlier process left there, so that the oldest stays the first. */
  private async nextNumber(): Promise<number> {
    this.count ??= Number.parseInt((await this.files()).at(-1) ?? '0', 10);
    this.count += 1;
    return this.count;
  }

  /** A name is on the platter when its folder is. */
  private async keepNames(): Promise<void> {
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  /** A file that the disk has spoilt must not hold up those behind it. It stays, for a person to look at. */
  private async putAside(path: string): Promise<void> {
    await rename(path, `${path}.unreadable`).catch(() => undefined);
    this.log.error({ path }, 'accounting on the disk cannot be read; the file was put aside');
  }

  private async files(): Promise<string[]> {
    const names = await readdir(this.folder).catch((): string[] => []);
    return names.filter((name) => name.endsWith('.jsonl')).sort();
  }
}

/**
 * Batches that are written as one. Each session once: counters of 32 bits can be followed from report to report only, and what was
 * used is told by its time. A restart of a router comes alone, for what was said before it is of the sessions that it ends.
 */
class Group {
  readonly paths: string[] = [];
  readonly records: AccountingRecord[] = [];
  private readonly sessions = new Set<string>();
  private isClosed = false;

  hasRoomFor(batch: readonly AccountingRecord[]): boolean {
    if (this.records.length === 0) return true;
    if (this.isClosed || this.records.length + batch.length > GROUP_RECORDS) return false;
    return !batch.some((record) => isRestart(record) || this.sessions.has(record.sessionKey));
  }

  add(path: string, batch: readonly AccountingRecord[]): void {
    this.paths.push(path);
    for (const record of batch) {
      this.records.push(record);
      this.sessions.add(record.sessionKey);
      this.isClosed ||= isRestart(record);
    }
  }
}

function isRestart({ status }: AccountingRecord): boolean {
  return status === 'nas_on' || status === 'nas_off';
}

function lineOf(record: AccountingRecord): string {
  return JSON.stringify(record, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

function recordsOf(text: string): AccountingRecord[] | undefined {
  try {
    return text.split('\n').filter(Boolean).map(recordOf);
  } catch {
    return undefined;
  }
}

function recordOf(line: string): AccountingRecord {
  const read = JSON.parse(line) as Omit<AccountingRecord, 'downloadOctets' | 'uploadOctets'> & {
    readonly downloadOctets: string;
    readonly uploadOctets: string;
  };
  return { ...read, downloadOctets: BigInt(read.downloadOctets), uploadOctets: BigInt(read.uploadOctets) };
}
