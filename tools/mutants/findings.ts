const KEPT = 20;

/** What should not have been; the first ones in words, all of them counted. */
export class Findings {
  readonly words: string[] = [];
  count = 0;

  add(what: string, bytes?: Buffer): void {
    this.count += 1;
    if (this.words.length < KEPT) this.words.push(bytes ? `${what}: ${bytes.toString('hex').slice(0, 2_000)}` : what);
  }
}

/** How often something happened, by its name. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }
}
