import { readSourceSet } from '../src/domain/source/read-source-set.js';
import type { SourceSet } from '../src/domain/source/source-set.js';

/** A provider with nothing in it. */
export function emptySet(): SourceSet {
  return readSourceSet({ rows: new Map(), notReadable: new Map() });
}
