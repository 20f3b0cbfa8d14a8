import type { RouterBreaker } from './router-breaker.js';
import type { RouterClient } from './router-client.js';

/**
 * The one line to one router that everybody shares: opened when first needed, kept, opened again after it broke, left alone
 * while the breaker rests. `write` lets one writer in at a time; readers need not wait.
 */
export class RouterLine {
  private client: Promise<RouterClient> | undefined;
  private lastWriter: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly open: () => Promise<RouterClient>,
    private readonly breaker: RouterBreaker,
  ) {}

  async read<T>(work: (client: RouterClient) => Promise<T>): Promise<T> {
    return this.breaker.attempt(async () => work(await this.connected()));
  }

  async write<T>(work: (client: RouterClient) => Promise<T>): Promise<T> {
    const mine = this.lastWriter.then(() => this.read(work));
    this.lastWriter = mine.catch(() => undefined);
    return mine;
  }

  async close(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.then(
      (open) => open.close(),
      () => undefined,
    );
  }

  private async connected(): Promise<RouterClient> {
    this.client ??= this.open();
    const opening = this.client;
    try {
      const client = await opening;
      if (client.isOpen) return client;
    } catch (error) {
      if (this.client === opening) this.client = undefined;
      throw error;
    }
    if (this.client === opening) this.client = undefined;
    return this.connected();
  }
}
