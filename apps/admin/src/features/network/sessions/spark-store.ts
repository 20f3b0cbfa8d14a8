import type { ResultOf } from '@demarc/web-api';
import type { RecentUsageDocument } from './sessions.graphql';

export type RecentPoints = ResultOf<typeof RecentUsageDocument>['recentUsage'][number]['points'];
type Ask = (serviceIds: readonly string[]) => Promise<ResultOf<typeof RecentUsageDocument>['recentUsage']>;

const gatherMs = 120;
const freshMs = 60_000;
const atOnce = 200;

interface Known {
  readonly atMs: number;
  readonly points: RecentPoints;
}

/**
 * The last hour of the rows that are on screen: those that are drawn within a moment are asked for together, and again when they
 * are a minute old.
 */
export class SparkStore {
  private readonly known = new Map<string, Known>();
  private readonly wanted = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ask: Ask,
    private readonly nowMs: () => number,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Undefined until it is known; no points where nothing was reported. */
  get(serviceId: string): RecentPoints | undefined {
    return this.known.get(serviceId)?.points;
  }

  want(serviceId: string): void {
    const known = this.known.get(serviceId);
    if (known && this.nowMs() - known.atMs < freshMs) return;
    this.wanted.add(serviceId);
    this.timer ??= setTimeout(() => void this.fetch(), gatherMs);
  }

  private async fetch(): Promise<void> {
    this.timer = undefined;
    const ids = [...this.wanted].slice(0, atOnce);
    for (const id of ids) this.wanted.delete(id);
    if (this.wanted.size > 0) this.timer = setTimeout(() => void this.fetch(), gatherMs);
    const atMs = this.nowMs();
    try {
      const found = new Map((await this.ask(ids)).map(({ serviceId, points }) => [serviceId, points]));
      for (const id of ids) this.known.set(id, { atMs, points: found.get(id) ?? [] });
    } catch {
      // The list itself says when the server is away; a little line that is missing need not say it again.
      for (const id of ids) this.known.set(id, { atMs, points: this.known.get(id)?.points ?? [] });
    }
    for (const listener of this.listeners) listener();
  }
}
