/** Running totals since the start, for metrics. `drops` has one entry per reason that occurred. */
export class ServerCounters {
  authReceived = 0;
  authAccepted = 0;
  authGarden = 0;
  authRejected = 0;
  acctReceived = 0;
  acctAnswered = 0;
  duplicates = 0;
  readonly rejects = new Map<string, number>();
  readonly drops = new Map<string, number>();

  drop(reason: string): void {
    this.drops.set(reason, (this.drops.get(reason) ?? 0) + 1);
  }

  reject(code: string): void {
    this.authRejected += 1;
    this.rejects.set(code, (this.rejects.get(code) ?? 0) + 1);
  }

  droppedFor(reason: string): number {
    return this.drops.get(reason) ?? 0;
  }

  get dropped(): number {
    let sum = 0;
    for (const count of this.drops.values()) sum += count;
    return sum;
  }
}
