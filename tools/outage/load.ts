import type { SeededRandom } from '@demarc/kernel';
import type { SimSession } from '../sim-nas/session.ts';
import type { SimNas } from '../sim-nas/sim-nas.ts';

export interface Subscriber {
  readonly user: string;
  readonly password: string;
}

/** What a session has used, as its router counted it. */
export interface Counted {
  readonly sessionId: string;
  readonly user: string;
  readonly downloadOctets: bigint;
  readonly uploadOctets: bigint;
}

/** Of what is up, so many at once. */
const MOST_ONLINE = 150;
const LONGEST_PIECE = 3_000_000_000;
/** A request that has no answer is sent again and again: as long as a restart takes, and longer. */
export const PATIENCE = { timeoutMs: 500, attempts: 8 } as const;

/** Customers who come, use the line and go, so many acts a second, and customers who are blocked and try. */
export class Load {
  readonly faults: string[] = [];
  readonly counted: Counted[] = [];
  logins = 0;
  refused = 0;
  reports = 0;
  private readonly nas: SimNas;
  private readonly dice: SeededRandom;
  private readonly open: readonly Subscriber[];
  private readonly blocked: readonly Subscriber[];
  private readonly busy = new Set<string>();
  private readonly sessions = new Map<string, SimSession>();
  private readonly underWay = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    nas: SimNas,
    people: { readonly open: readonly Subscriber[]; readonly blocked: readonly Subscriber[] },
    dice: SeededRandom,
  ) {
    this.nas = nas;
    this.open = people.open;
    this.blocked = people.blocked;
    this.dice = dice;
  }

  begin(aSecond: number): void {
    this.timer = setInterval(() => {
      const act: Promise<void> = this.act().finally(() => this.underWay.delete(act));
      this.underWay.add(act);
    }, 1000 / aSecond);
  }

  /** Nothing new; what is under way has its answer. */
  async pause(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.underWay);
  }

  /** Everybody goes home. */
  async end(): Promise<void> {
    await this.pause();
    for (const [user, session] of this.sessions) await this.goHome(user, session);
  }

  private async act(): Promise<void> {
    const throwOf = this.dice.below(10);
    if (throwOf < 2) return this.tryBlocked();
    const person = this.open[this.dice.below(this.open.length)];
    if (!person || this.busy.has(person.user)) return;
    this.busy.add(person.user);
    const session = this.sessions.get(person.user);
    if (session && throwOf < 4) await this.goHome(person.user, session);
    else if (session) await this.report(session);
    else if (this.sessions.size < MOST_ONLINE) await this.come(person);
    this.busy.delete(person.user);
  }

  private async tryBlocked(): Promise<void> {
    const person = this.blocked[this.dice.below(this.blocked.length)];
    if (!person) return;
    const { kind } = await this.nas.open(person);
    if (kind === 'rejected') this.refused += 1;
    else
      this.faults.push(kind === 'open' ? `${person.user} is blocked and was let in` : `${person.user} had no answer`);
  }

  private async come(person: Subscriber): Promise<void> {
    // Each time with another device: whoever still counted as online would be refused.
    const mac = `02:00:00:${[1, 2, 3].map(() => this.dice.below(256).toString(16).padStart(2, '0')).join(':')}`;
    const outcome = await this.nas.open({ ...person, mac });
    if (outcome.kind !== 'open') {
      const said = outcome.kind === 'rejected' ? outcome.message : 'no answer';
      this.faults.push(`${person.user} is known and was not let in: ${said}`);
      return;
    }
    this.logins += 1;
    this.sessions.set(person.user, outcome.session);
  }

  private async report(session: SimSession): Promise<void> {
    const octets = (): bigint => BigInt(this.dice.below(LONGEST_PIECE));
    const isAnswered = await this.nas.interim(session, { downloadOctets: octets(), uploadOctets: octets() });
    if (isAnswered) this.reports += 1;
    else this.faults.push(`a report of ${session.user} was not answered`);
  }

  private async goHome(user: string, session: SimSession): Promise<void> {
    this.sessions.delete(user);
    if (!(await this.nas.close(session))) this.faults.push(`the end of the session of ${user} was not answered`);
    const { sessionId, downloadOctets, uploadOctets } = session;
    this.counted.push({ sessionId, user, downloadOctets, uploadOctets });
  }
}
