import { Injectable } from '@nestjs/common';
import { Acts } from '@demarc/commands';
import { Refusal } from '@demarc/kernel';
import { Database, NOTHING, type Sql } from '@demarc/persistence';
import type { SessionState } from '../domain/session-life.js';
import type { Caller } from './callers.js';
import { GuardedPassword } from './guarded-password.js';
import { IdentityNews } from './identity-news.js';
import { KnownDevices } from './known-devices.js';
import { PasswordHasher } from './password-hasher.js';
import type { RequestOrigin } from './request-origin.js';
import { endSession, type OpenedSession, SessionStore } from './session-store.js';
import { staffByEmail, staffById, staffInPerson, type StaffRecord } from './staff-record.js';

export interface SignedIn {
  readonly session: OpenedSession;
  /** For the cookie that marks this browser as known, once the sign-in is complete. */
  readonly deviceToken?: string;
}

/** Staff by mail address and password; then the second factor where there is one, or its enrolment where it is demanded. */
@Injectable()
export class StaffSignIn {
  constructor(
    private readonly database: Database,
    private readonly guarded: GuardedPassword,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionStore,
    private readonly devices: KnownDevices,
    private readonly acts: Acts,
    private readonly news: IdentityNews,
  ) {}

  async signIn(email: string, password: string, origin: RequestOrigin): Promise<SignedIn> {
    const staff = await this.checked(email, password, origin, 'identity.signInStaff', 'Staff sign in');
    if (staff.passwordHash !== null && this.hasher.isOutdated(staff.passwordHash)) await this.rehash(staff, password);
    return this.enter(staff, stateAfterPassword(staff), origin, 'Signed in');
  }

  /** Asks for the password again from somebody who is signed in; the session goes on under a new id, freshly authenticated. */
  async confirmPassword(staff: StaffRecord, password: string, origin: RequestOrigin): Promise<void> {
    await this.checked(staff.email, password, origin, 'identity.stepUp', 'Confirm the sign-in');
  }

  /** Opens a session in the given state; with `replaces` the old one ends in the same transaction. */
  async enter(
    staff: StaffRecord,
    state: SessionState,
    origin: RequestOrigin,
    sentence: string,
    replaces?: Caller,
  ): Promise<SignedIn> {
    const { session, deviceToken } = await this.acts.perform(
      { actor: staffInPerson(staff), ...origin },
      'identity.signInStaff',
      async (act) => {
        const current = await staffById(act.sql, staff.id);
        if (current?.state !== 'active')
          throw new Refusal('unauthenticated', 'SIGN_IN_NEEDED', 'Please sign in first.');
        if (replaces && !(await endSession(act.sql, replaces.session.id, 'went on under a new id', act.at))) {
          throw new Refusal('unauthenticated', 'SIGN_IN_NEEDED', 'This session has ended. Please sign in again.');
        }
        const opened = await this.sessions.open(act.sql, { kind: 'staff', id: staff.id }, state, origin);
        const complete = state === 'signed_in';
        const device = complete
          ? await this.devices.remember(act.sql, origin.deviceToken, 'staff', staff.id)
          : undefined;
        if (complete)
          await act.sql.execute('UPDATE platform.staff SET last_signed_in_at = $2 WHERE id = $1', [staff.id, act.at]);
        act.audit(
          { kind: 'staff', id: staff.id },
          complete ? sentence : 'Gave the right password; the second factor is still to come',
        );
        return { session: opened, deviceToken: device };
      },
    );
    if (replaces) this.news.changedHere();
    return deviceToken === undefined ? { session } : { session, deviceToken };
  }

  async signOut(caller: Caller, origin: RequestOrigin): Promise<void> {
    const { staff, session } = caller;
    if (!staff) return;
    await this.acts.perform({ actor: staffInPerson(staff), ...origin }, 'identity.signOut', async (act) => {
      await endSession(act.sql, session.id, 'signed out', act.at);
      act.audit({ kind: 'staff', id: staff.id }, 'Signed out');
    });
    this.news.changedHere();
  }

  private checked(
    email: string,
    password: string,
    origin: RequestOrigin,
    action: string,
    sentence: string,
  ): Promise<StaffRecord & { mayEnter: boolean }> {
    return this.guarded.check({ kind: 'staff', login: email, password, origin, action, sentence }, async () => {
      const staff = await this.database.read(NOTHING, (sql: Sql) => staffByEmail(sql, email.trim()));
      return staff && { ...staff, mayEnter: staff.state === 'active' };
    });
  }

  private async rehash(staff: StaffRecord, password: string): Promise<void> {
    const hash = await this.hasher.hash(password);
    await this.database.write(NOTHING, ({ sql }) =>
      sql.execute('UPDATE platform.staff SET password_hash = $3 WHERE id = $1 AND password_hash = $2', [
        staff.id,
        staff.passwordHash,
        hash,
      ]),
    );
  }
}

export function stateAfterPassword(staff: StaffRecord): SessionState {
  if (staff.totpEnrolled) return 'totp_needed';
  return staff.totpDemanded ? 'totp_enrolment_needed' : 'signed_in';
}
