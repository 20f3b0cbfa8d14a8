import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExact, scalarText, type ExactRow } from './exact-json.ts';

/** A provider's collections by file name. Any folder will do: a file that is absent is a module that is not installed. */
export class Dataset {
  private readonly collections: Map<string, ExactRow[]>;

  constructor(collections: ReadonlyMap<string, ExactRow[]>) {
    this.collections = new Map(collections);
  }

  static fromFolder(folder: string): Dataset {
    const collections = new Map<string, ExactRow[]>();
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const value = parseExact(readFileSync(join(folder, file), 'utf8').replace(/^\uFEFF/, ''));
      if (Array.isArray(value)) collections.set(file.replace(/\.json$/, ''), value as ExactRow[]);
    }
    return new Dataset(collections);
  }

  has(name: string): boolean {
    return this.collections.has(name);
  }

  rows(name: string): readonly ExactRow[] {
    return this.collections.get(name) ?? [];
  }

  rowsOf(name: string, field: string, id: string): readonly ExactRow[] {
    return this.rows(name).filter((row) => scalarText(row[field]) === id);
  }
}
