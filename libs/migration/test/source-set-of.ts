import type { CollectionName } from '../src/domain/source/collections.js';
import { parseCollection } from '../src/domain/source/lossless-json.js';
import type { RawRow } from '../src/domain/source/raw-value.js';
import { readSourceSet } from '../src/domain/source/read-source-set.js';
import type { SourceSet } from '../src/domain/source/source-set.js';

export type SourceRows = Partial<Record<CollectionName, readonly Record<string, unknown>[]>>;

/** A system with these rows, read as its files are. */
export function sourceSetOf(rows: SourceRows): SourceSet {
  const raw = new Map<CollectionName, readonly RawRow[]>();
  for (const [name, list] of Object.entries(rows)) {
    const collection = name as CollectionName;
    const parsed = parseCollection(new TextEncoder().encode(JSON.stringify(list)), { origin: name, collection });
    if (!parsed.ok) throw new Error(parsed.error.message);
    raw.set(
      collection,
      parsed.value.map((value, index) => ({ collection, origin: `${name}.json`, position: index + 1, value })),
    );
  }
  return readSourceSet({ rows: raw, notReadable: new Map() });
}
