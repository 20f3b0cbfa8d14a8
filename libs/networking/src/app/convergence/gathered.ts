interface Waiting<In, Out> {
  readonly one: In;
  readonly resolve: (done: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What is asked one by one is done together: the first at once, and whatever comes while that runs as the next batch. Nobody waits for
 * a clock, and a thousand a second cost a few transactions. Where a batch fails each is tried alone, so that one harms no other.
 */
export class Gathered<In, Out> {
  private readonly waiting: Waiting<In, Out>[] = [];
  private running = 0;

  constructor(
    private readonly work: (batch: readonly In[]) => Promise<readonly Out[]>,
    private readonly most: { readonly inBatch: number; readonly batches: number },
  ) {}

  do(one: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ one, resolve, reject });
      this.begin();
    });
  }

  private begin(): void {
    if (this.running >= this.most.batches || this.waiting.length === 0) return;
    const batch = this.waiting.splice(0, this.most.inBatch);
    this.running += 1;
    void this.run(batch).finally(() => {
      this.running -= 1;
      this.begin();
    });
  }

  private async run(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const done = await this.work(batch.map(({ one }) => one));
      for (const [index, { resolve }] of batch.entries()) resolve(done[index] as Out);
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await this.run([one]);
    }
  }
}
