import { COLLECTIONS, ESSENTIAL, type CollectionName } from '../../domain/source/collections.js';
import type { RawRow } from '../../domain/source/raw-value.js';
import type { RawSet } from '../../domain/source/read-source-set.js';
import { SourceError, type SplynxSource } from './splynx-source.js';

/** Reads all collections, one after the other. Every broken one is named, not just the first. */
export async function readSource(
  source: SplynxSource,
  onCollection: (name: CollectionName, rows: number | undefined) => void = () => undefined,
): Promise<RawSet> {
  const rows = new Map<CollectionName, readonly RawRow[]>();
  const notReadable = new Map<CollectionName, string>();
  const faults: SourceError['faults'][number][] = [];
  for (const name of COLLECTIONS) {
    const readable = await source.readable(name);
    if (readable.kind === 'not_readable') {
      notReadable.set(name, readable.reason);
      onCollection(name, undefined);
      continue;
    }
    try {
      const read: RawRow[] = [];
      for await (const row of source.collection(name)) read.push(row);
      rows.set(name, read);
      onCollection(name, read.length);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      faults.push(...error.faults);
    }
  }
  for (const name of ESSENTIAL) {
    const reason = notReadable.get(name);
    if (reason !== undefined)
      faults.push({ origin: source.instance, collection: name, message: `"${name}" cannot be left out: ${reason}` });
  }
  if (faults.length > 0) throw new SourceError(faults);
  return { rows, notReadable };
}
