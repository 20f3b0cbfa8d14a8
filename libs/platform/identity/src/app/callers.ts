import { Injectable } from '@nestjs/common';
import { type Actor, NOBODY } from '@demarc/access';
import { asId, Clock } from '@demarc/kernel';
import { Database, NOTHING } from '@demarc/persistence';
import { isOver, type SubjectKind } from '../domain/session-life.js';
import { Customers } from './customers.js';
import { IdentityNews } from './identity-news.js';
import { type SessionRecord, SessionStore } from './session-store.js';
import { staffActor, staffById, type StaffRecord } from './staff-record.js';

/** Who is behind a session token. The actor is nobody until the sign-in is complete. */
export interface Caller {
  readonly actor: Actor;
  readonly session: SessionRecord;
  readonly staff?: StaffRecord;
}

const REMEMBERED_MS = 2_000;
const MOST_REMEMBERED = 10_000;

/** Tells who calls. Answers are remembered for two seconds, and dropped at once when rights or sessions change. */
@Injectable()
export class Callers {
  private readonly remembered = new Map<string, { caller: Caller; at: number }>();
  private generation = 0;

  constructor(
    private readonly sessions: SessionStore,
    private readonly database: Database,
    private readonly customers: Customers,
    private readonly news: IdentityNews,
    private readonly clock: Clock,
  ) {
    news.subscribe(() => this.forgetAll());
  }

  async of(token: string, kind: SubjectKind): Promise<Caller | undefined> {
    const key = `${kind}:${token}`;
    const known = this.remembered.get(key);
    if (known && performance.now() - known.at < REMEMBERED_MS) {
      if (isOver(kind, known.caller.session, this.clock.now())) return undefined;
      return this.noted(key, known.caller, known.at);
    }
    await this.news.listen();
    const generation = this.generation;
    const at = performance.now();
    const caller = await this.load(token, kind);
    if (!caller) return undefined;
    if (generation === this.generation) this.keep(key, caller, at);
    return this.noted(key, caller, at);
  }

  /** Drops what is remembered in this process; the others hear of changes by themselves. */
  forgetAll(): void {
    this.generation += 1;
    this.remembered.clear();
  }

  private async noted(key: string, caller: Caller, at: number): Promise<Caller> {
    const session = await this.sessions.seen(caller.session);
    if (session === caller.session) return caller;
    const noted = { ...caller, session };
    if (this.remembered.has(key)) this.keep(key, noted, at);
    return noted;
  }

  private keep(key: string, caller: Caller, at: number): void {
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(key, { caller, at });
  }

  private async load(token: string, kind: SubjectKind): Promise<Caller | undefined> {
    const session = await this.sessions.find(token, kind);
    if (!session) return undefined;
    return kind === 'staff' ? this.staffCaller(session) : this.customerCaller(session);
  }

  private async staffCaller(session: SessionRecord): Promise<Caller | undefined> {
    const staff = await this.database.read(NOTHING, (sql) => staffById(sql, session.subjectId));
    if (staff?.state !== 'active') return undefined;
    const complete = session.state === 'signed_in' && (staff.totpEnrolled || !staff.totpDemanded);
    const state = session.state === 'signed_in' && !complete ? 'totp_enrolment_needed' : session.state;
    return { actor: complete ? staffActor(staff, session.id) : NOBODY, session: { ...session, state }, staff };
  }

  private async customerCaller(session: SessionRecord): Promise<Caller | undefined> {
    const customer = await this.customers.directory.find(asId<'Customer'>(session.subjectId));
    if (!customer?.mayEnter) return undefined;
    return {
      actor: {
        kind: 'customer',
        id: customer.id,
        name: customer.name,
        partnerId: customer.partnerId,
        sessionId: session.id,
      },
      session,
    };
  }
}
