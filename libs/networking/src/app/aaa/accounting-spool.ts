import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { RandomSource } from '@demarc/kernel';
import type { AccountingRecord } from '../../radius/index.js';

/**
 * Accounting on the disk, for as long as the database is away: a file a batch, on the platter before it is acknowledged. Reading
 * one twice does no harm, since counting is the same however often a record comes.
 */
@Injectable()
export class AccountingSpool {
  private readonly folder: string;
  private count = 0;
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
    this.count += 1;
    const name = `${String(this.count).padStart(12, '0')}-${this.random.token(9)}`;
    const file = await open(join(this.folder, `${name}.part`), 'wx', 0o600);
    try {
      await file.writeFile(batch.map(lineOf).join('\n'));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(join(this.folder, `${name}.part`), join(this.folder, `${name}.jsonl`));
    this.waiting += 1;
  }

  /** Hands each batch on the disk to `write`, oldest first, and forgets it when that has kept it. Stops at the first that is not kept. */
  async drain(write: (batch: readonly AccountingRecord[]) => Promise<void>): Promise<number> {
    let drained = 0;
    for (const name of await this.files()) {
      const path = join(this.folder, name);
      const text = await readFile(path, 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      await write(text.split('\n').filter(Boolean).map(recordOf));
      await unlink(path).catch(() => undefined);
      drained += 1;
    }
    this.waiting = 0;
    return drained;
  }

  private async files(): Promise<string[]> {
    const names = await readdir(this.folder).catch((): string[] => []);
    return names.filter((name) => name.endsWith('.jsonl')).sort();
  }
}

function lineOf(record: AccountingRecord): string {
  return JSON.stringify(record, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

function recordOf(line: string): AccountingRecord {
  const read = JSON.parse(line) as Omit<AccountingRecord, 'downloadOctets' | 'uploadOctets'> & {
    readonly downloadOctets: string;
    readonly uploadOctets: string;
  };
  return { ...read, downloadOctets: BigInt(read.downloadOctets), uploadOctets: BigInt(read.uploadOctets) };
}
