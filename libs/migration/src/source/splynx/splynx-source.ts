import type { CollectionName } from '../../domain/source/collections.js';
import { describeFault, type RawRow, type SourceFault } from '../../domain/source/raw-value.js';
import type { SourceId } from '../../domain/source/source-id.js';

export type Readability =
  | { readonly kind: 'readable' }
  /** The source refuses or lacks this collection. Not the same as having no rows. */
  | { readonly kind: 'not_readable'; readonly reason: string };

/** A Splynx system, however it is reached. Reading it never changes it. */
export interface SplynxSource {
  /** Shown to people, and part of every external reference: one system, one name. */
  readonly instance: string;
  readable(name: CollectionName): Promise<Readability>;
  /** How many rows the source says it has; undefined when it does not say. */
  count(name: CollectionName): Promise<number | undefined>;
  /** Rows by ascending id; `after` resumes behind a row that was read before. */
  collection(name: CollectionName, after?: SourceId): AsyncIterable<RawRow>;
  close(): Promise<void>;
}

/** The source cannot be read on; says where, in words for the operator. */
export class SourceError extends Error {
  constructor(
    readonly faults: readonly SourceFault[],
    options: { readonly cause?: unknown } = {},
  ) {
    super(faults.map(describeFault).join('\n'), options);
    this.name = 'SourceError';
  }
}
