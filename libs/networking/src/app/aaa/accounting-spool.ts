import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { RandomSource } from '@demarc/kernel';
import type { AccountingRecord } from '../../radius/index.js';

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

  /** Hands each batch on the disk to `write`, oldest first, and forgets it when that has kept it. Stops at the first that is not kept. */
  async drain(write: (batch: readonly AccountingRecord[]) => Promise<void>): Promise<number> {
    let drained = 0;
    for (const name of await this.files()) {
      const path = join(this.folder, name);
      const text = await readFile(path, 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      const batch = recordsOf(text);
      if (batch) {
        await write(batch);
        await unlink(path).catch(() => undefined);
        drained += 1;
      } else await this.putAside(path);
    }
    this.waiting = 0;
    return drained;
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
