import { performance } from 'node:perf_hooks';
import { type Progress, Stop } from './progress.ts';

/** One Ctrl-C comes several times: from the terminal, from npm and from the bootstrap. Within this time they are one. */
const SAME_PRESS_MS = 1000;

/** The wish to stop, from the terminal, a service manager, or the end of the process that started this one. */
export class Interruption {
  readonly requested: Promise<void>;
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private firstAtMs: number | undefined;
  private force = () => undefined as void;

  constructor(progress: Progress) {
    const { signal } = this.controller;
    this.signal = signal;
    this.requested = new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => this.arrived(progress));
    this.watchParent();
  }

  onForce(force: () => void): void {
    this.force = force;
  }

  check(): void {
    if (this.signal.aborted) throw new Stop('Interrupted.');
  }

  private arrived(progress: Progress): void {
    if (this.firstAtMs === undefined) {
      this.firstAtMs = performance.now();
      this.controller.abort();
    } else if (performance.now() - this.firstAtMs > SAME_PRESS_MS) {
      progress.line('Stopped by force. Nothing is lost: the next start recovers.');
      this.force();
      process.exit(130);
    }
  }

  private watchParent(): void {
    const parent = Number(process.env['DEMARC_PARENT'] ?? 0);
    if (parent === 0) return;
    setInterval(() => {
      if (process.ppid !== parent) this.controller.abort();
    }, 1000).unref();
  }
}
