import { performance } from 'node:perf_hooks';
import type { Peer } from './exchange.ts';
import type { SimSession } from './session.ts';
import { SimNas } from './sim-nas.ts';

/** A customer's line at a router of the demo provider, and the session that is up on it. */
export interface DemoLine {
  readonly login: string;
  readonly password: string;
  readonly mac: string;
  readonly address: string;
  readonly downloadBytesPerSecond: number;
  readonly uploadBytesPerSecond: number;
  /** Whose equipment is switched off: the line is open, and nobody dials. */
  readonly isOff: boolean;
  session: DemoSession | null;
}

export interface DemoSession {
  readonly id: string;
  readonly class: string;
  readonly startedAt: string;
}

export interface DemoRouter {
  readonly source: string;
  readonly secret: string;
  readonly coaPort: number;
  readonly lines: readonly DemoLine[];
  /** Where it is kept over its API: who may log in, and what it has. */
  readonly api?: DemoApi;
}

export interface DemoApi {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly rows: readonly { readonly menu: string; readonly values: Readonly<Record<string, string>> }[];
}

export interface DemoSurroundings {
  readonly auth: Peer;
  readonly acct: Peer;
  /** Keeps the sessions that are up, for the next start. */
  readonly keep: () => void;
  readonly tell: (sentence: string) => void;
  readonly now: () => number;
  readonly reportEveryMs: number;
  /** After a refusal twice as long, up to the interval of reports. */
  readonly dialEveryMs: number;
}

/**
 * A router of the demo provider: goes on with the sessions that were up, reports what they use, obeys CoA and Disconnect, and
 * dials again for whom it has no session, as customers' equipment does.
 */
export class DemoNas {
  private readonly router: DemoRouter;
  private readonly around: DemoSurroundings;
  private readonly nas: SimNas;
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;

  constructor(router: DemoRouter, around: DemoSurroundings) {
    this.router = router;
    this.around = around;
    this.nas = new SimNas({
      auth: around.auth,
      acct: around.acct,
      secret: router.secret,
      identifier: `demo-${router.source}`,
      nasAddress: router.source,
      bindAddress: router.source,
      coaHost: router.source,
      coaPort: router.coaPort,
      interims: false,
    });
  }

  get coaPort(): number {
    return this.nas.coaPort;
  }

  get online(): number {
    return this.nas.sessions.size;
  }

  async start(): Promise<void> {
    this.nas.coa.heard = ({ kind, answered, sessionId }) =>
      this.around.tell(`${kind} for ${sessionId ?? 'a login'}: ${answered}`);
    await this.nas.start();
    const { lines } = this.router;
    lines.forEach((line, index) => {
      const share = (index + 1) / lines.length;
      const { session } = line;
      if (session) this.attend(line, this.adopt(line, session), share * this.around.reportEveryMs);
      else if (!line.isOff) this.after(share * this.around.dialEveryMs, () => this.dial(line));
    });
  }

  /** The sessions stay up: the next start goes on with them. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.nas.stop();
  }

  private adopt(line: DemoLine, session: DemoSession): SimSession {
    return this.nas.adopt({
      sessionId: session.id,
      user: line.login,
      mac: line.mac,
      classValue: Buffer.from(session.class, 'latin1'),
      framedAddress: line.address,
      ageMs: this.around.now() - Date.parse(session.startedAt),
    });
  }

  private attend(line: DemoLine, session: SimSession, firstMs: number): void {
    const elapsed = (): number => (performance.now() - session.startedAtMs) / 1000;
    const begun = elapsed();
    const report = async (): Promise<void> => {
      if (session.endedBy !== undefined) return;
      // What was counted before this router went on with the session stays counted.
      const used = elapsed() + swing(elapsed() - begun, Number(line.login.replace(/\D/g, '')));
      session.downloadOctets = BigInt(Math.round(used * line.downloadBytesPerSecond));
      session.uploadOctets = BigInt(Math.round(used * line.uploadBytesPerSecond));
      await this.nas.interim(session);
      this.after(this.around.reportEveryMs, report);
    };
    this.after(firstMs, report);
    void session.ended.then((cause) => {
      if (this.stopped) return;
      line.session = null;
      this.around.keep();
      this.around.tell(`${line.login} was disconnected (cause ${cause})`);
      this.after(this.around.dialEveryMs, () => this.dial(line));
    });
  }

  private async dial(line: DemoLine, refusedMs = this.around.dialEveryMs): Promise<void> {
    const { login: user, password, mac, address } = line;
    const outcome = await this.nas.open({ user, password, mac, framedAddress: address });
    if (this.stopped) return;
    const nextMs = Math.min(2 * refusedMs, this.around.reportEveryMs);
    if (outcome.kind !== 'open') return this.after(refusedMs, () => this.dial(line, nextMs));
    const { session } = outcome;
    const [classValue] = session.classValues;
    const startedAt = new Date(this.around.now()).toISOString();
    line.session = { id: session.sessionId, class: classValue?.toString('latin1') ?? '', startedAt };
    this.around.keep();
    this.around.tell(`${user} is online`);
    this.attend(line, session, this.around.reportEveryMs);
  }

  private after(ms: number, work: () => Promise<void>): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void work().catch((error: unknown) => {
        if (!this.stopped) this.around.tell(error instanceof Error ? error.message : String(error));
      });
    }, ms);
    this.timers.add(timer);
  }
}

const SWING_SECONDS = 3_600;

/** Nobody downloads evenly: now twice as much, now nearly nothing. What has been counted never shrinks. */
export function swing(seconds: number, phase: number): number {
  const turn = (at: number): number => Math.sin((at / SWING_SECONDS) * 2 * Math.PI + phase);
  return (((turn(seconds) - turn(0)) * SWING_SECONDS) / (2 * Math.PI)) * 0.9;
}
