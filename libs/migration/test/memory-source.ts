import type { RawObject } from '../src/domain/source/raw-value.js';
import type { CollectionName } from '../src/domain/source/collections.js';
import { SplynxDirectory } from '../src/source/splynx/directory.adapter.js';
import type { SplynxSource } from '../src/source/splynx/splynx-source.js';
import { SAMPLE_PROVIDER } from './sample-provider.js';

type Change = (rows: readonly RawObject[]) => readonly RawObject[] | 'not readable';

/** The sample provider with some collections changed. */
export async function changedProvider(
  changes: Partial<Record<CollectionName, Change>>,
  instance = 'changed',
): Promise<SplynxSource> {
  const folder = await SplynxDirectory.open(SAMPLE_PROVIDER);
  const rowsOf = async (name: CollectionName): Promise<readonly RawObject[] | 'not readable'> => {
    const rows: RawObject[] = [];
    for await (const row of folder.collection(name)) rows.push(row.value);
    return changes[name]?.(rows) ?? rows;
  };
  return {
    instance,
    readable: async (name) =>
      (await rowsOf(name)) === 'not readable' ? { kind: 'not_readable', reason: 'forbidden' } : { kind: 'readable' },
    count: async (name) => (await rowsOf(name)).length,
    async *collection(name) {
      const rows = await rowsOf(name);
      if (rows === 'not readable') return;
      for (const [index, value] of rows.entries())
        yield { collection: name, origin: `${name}.json`, position: index + 1, value };
    },
    close: () => Promise.resolve(),
  };
}

/** Changes the rows with this id. */
export function withRow(id: string, change: (row: RawObject) => RawObject): Change {
  return (rows) => rows.map((row) => (row['id'] === id ? change(row) : row));
}
