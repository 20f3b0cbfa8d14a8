/** Where a consumer of the feed stands. */
export interface FeedCursor {
  /** Positions of another epoch mean nothing here: the database is another one. */
  readonly epoch: string;
  readonly position: bigint;
  /** While it still reads the whole: where the feed stood when it began. What was removed before that it never needs. */
  readonly began: bigint | null;
}

export interface FeedState {
  readonly epoch: string;
  readonly position: bigint;
  readonly forgottenTo: bigint;
}

const SHAPE = /^([0-9a-z]{1,32})-(\d{1,18})(?:-(\d{1,18}))?$/;

export function readCursor(text: string): FeedCursor | undefined {
  const [, epoch, position, began] = SHAPE.exec(text) ?? [];
  if (epoch === undefined || position === undefined) return undefined;
  return { epoch, position: BigInt(position), began: began === undefined ? null : BigInt(began) };
}

export function writeCursor({ epoch, position, began }: FeedCursor): string {
  return began === null ? `${epoch}-${position}` : `${epoch}-${position}-${began}`;
}

/**
 * Where to go on from. A consumer that comes from elsewhere, from the future (the database was put back), or from before what
 * removals are still known of, begins anew: then it forgets what it has.
 */
export function startFrom(cursor: FeedCursor | undefined, feed: FeedState): { from: FeedCursor; begins: boolean } {
  const anew = { epoch: feed.epoch, position: 0n, began: feed.position };
  if (!cursor || cursor.epoch !== feed.epoch || cursor.position > feed.position) return { from: anew, begins: true };
  const knows = cursor.began !== null && cursor.began > cursor.position ? cursor.began : cursor.position;
  return knows < feed.forgottenTo ? { from: anew, begins: true } : { from: cursor, begins: false };
}

/** After a page: the last position on it, or, when there is no more, where the feed stood when it was read. */
export function goOnFrom(from: FeedCursor, feed: FeedState, last: bigint | undefined, hasMore: boolean): FeedCursor {
  if (!hasMore) return { epoch: feed.epoch, position: feed.position, began: null };
  return { ...from, position: last ?? from.position };
}
