import { access, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { COLLECTIONS, keyFieldsOf, type CollectionName } from '../../domain/source/collections.js';
import { parseCollection } from '../../domain/source/lossless-json.js';
import type { RawObject, RawRow } from '../../domain/source/raw-value.js';
import { compareSourceIds, parseSourceId, type SourceId } from '../../domain/source/source-id.js';
import { SourceError, type Readability, type SplynxSource } from './splynx-source.js';

/** A folder with one JSON file for each collection, as the API's GET would answer it. */
export class SplynxDirectory implements SplynxSource {
  private readonly parsed = new Map<CollectionName, readonly RawObject[]>();

  private constructor(
    private readonly folder: string,
    readonly instance: string,
    private readonly files: ReadonlySet<string>,
  ) {}

  /** Refuses a path that is no folder, and a folder that has none of the files. */
  static async open(path: string, instance?: string): Promise<SplynxDirectory> {
    const folder = resolve(path);
    let names: readonly string[];
    try {
      names = await readdir(folder);
    } catch (cause) {
      throw new SourceError([{ origin: path, collection: '', message: 'the folder cannot be read' }], { cause });
    }
    const files = new Set(COLLECTIONS.map(fileOf).filter((file) => names.includes(file)));
    if (files.size === 0) {
      throw new SourceError([
        { origin: path, collection: '', message: `none of the expected files is here, such as ${fileOf('customers')}` },
      ]);
    }
    return new SplynxDirectory(folder, instance ?? folder, files);
  }

  async readable(name: CollectionName): Promise<Readability> {
    const file = fileOf(name);
    if (!this.files.has(file)) return { kind: 'not_readable', reason: `there is no file ${file}` };
    try {
      await access(join(this.folder, file));
      return { kind: 'readable' };
    } catch {
      return { kind: 'not_readable', reason: `the file ${file} cannot be opened` };
    }
  }

  async count(name: CollectionName): Promise<number | undefined> {
    return (await this.rows(name)).length;
  }

  async *collection(name: CollectionName, after?: SourceId): AsyncIterable<RawRow> {
    for (const [index, value] of (await this.rows(name)).entries()) {
      if (after !== undefined && isReadBefore(name, value, after)) continue;
      yield { collection: name, origin: fileOf(name), position: index + 1, value };
    }
  }

  close(): Promise<void> {
    this.parsed.clear();
    return Promise.resolve();
  }

  private async rows(name: CollectionName): Promise<readonly RawObject[]> {
    const known = this.parsed.get(name);
    if (known) return known;
    const origin = fileOf(name);
    const result = parseCollection(await readFile(join(this.folder, origin)), { origin, collection: name });
    if (!result.ok) throw new SourceError([result.error]);
    this.parsed.set(name, result.value);
    return result.value;
  }
}

function isReadBefore(name: CollectionName, value: RawObject, after: SourceId): boolean {
  const key = keyFieldsOf(name)
    .map((field) => value[field])
    .find((one) => typeof one === 'string');
  const id = typeof key === 'string' ? parseSourceId(key) : undefined;
  return id !== undefined && compareSourceIds(id, after) <= 0;
}

function fileOf(name: CollectionName): string {
  return `${name}.json`;
}
