import { RouterError } from '../errors.js';

interface Waiting {
  readonly go: () => void;
}

/** Lets so many commands through at once, in the order they came. How many may change while they wait. */
export class TurnQueue {
  private readonly waiting = new Set<Waiting>();
  private out = 0;

  constructor(private readonly mostWaiting: number) {}

  get taken(): number {
    return this.out;
  }

  async take(limit: () => number, signal: AbortSignal | undefined): Promise<void> {
    if (this.out < limit() && this.waiting.size === 0) {
      this.out += 1;
      return;
    }
    if (this.waiting.size >= this.mostWaiting)
      throw new RouterError('ROUTER_BUSY', 'Too many commands wait for this router already.');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const entry: Waiting = { go: resolve };
    const onAbort = (): void => {
      if (this.waiting.delete(entry))
        reject(new RouterError('ROUTER_CANCELLED', 'The command was called off before it was sent.'));
    };
    if (signal?.aborted) throw new RouterError('ROUTER_CANCELLED', 'The command was called off before it was sent.');
    signal?.addEventListener('abort', onAbort, { once: true });
    this.waiting.add(entry);
    await promise.finally(() => signal?.removeEventListener('abort', onAbort));
  }

  giveBack(limit: () => number): void {
    this.out = Math.max(0, this.out - 1);
    for (const entry of this.waiting) {
      if (this.out >= limit()) return;
      this.waiting.delete(entry);
      this.out += 1;
      entry.go();
    }
  }
}
