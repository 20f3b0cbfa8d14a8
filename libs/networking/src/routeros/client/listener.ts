import { RouterError } from '../errors.js';
import type { RouterRow } from '../wire/reply.js';
import type { Conversation } from './conversation.js';

/** What changed in a menu: a row that is new or otherwise, or one that is gone, of which only `.id` is said. */
export type RouterNews =
  { readonly kind: 'row'; readonly row: RouterRow } | { readonly kind: 'gone'; readonly id: string };

/** News held for a listener who does not keep up. More, and it has missed some and must read the menu again. */
const MOST_HELD = 10_000;

/** `listen` of a menu as long as the caller goes on reading; ending the loop, or the signal, tells the router to stop. */
export async function* listenTo(
  conversation: Conversation,
  words: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<RouterNews, void, void> {
  const held: RouterNews[] = [];
  let wake: (() => void) | undefined;
  let ended = false;
  let fault: unknown;
  const stop = new AbortController();
  const rouse = (): void => wake?.();
  const onAbort = (): void => stop.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) stop.abort();
  const finish = (error?: unknown): void => {
    ended = true;
    fault ??= error;
    rouse();
  };
  const onRow = (row: RouterRow): void => {
    if (held.length >= MOST_HELD) {
      finish(new RouterError('ROUTER_REPLY_TOO_LARGE', 'More changed on the router than could be followed.'));
      stop.abort();
      return;
    }
    held.push(
      row['.dead'] === 'true' || row['.dead'] === 'yes' ? { kind: 'gone', id: row['.id'] ?? '' } : { kind: 'row', row },
    );
    rouse();
  };
  conversation.runAside(words, { signal: stop.signal, onRow, timeoutMs: 0 }).then(() => finish(), finish);
  try {
    for (;;) {
      const next = held.shift();
      if (next) yield next;
      else if (ended) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    if (fault !== undefined && !signal?.aborted) throw fault;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stop.abort();
  }
}
