import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { Acts } from '@demarc/commands';
import { Clock, invalid } from '@demarc/kernel';
import { Messages } from '@demarc/messaging';
import { Database, NOTHING } from '@demarc/persistence';
import { LEAST_ALONE, passwordFaults } from '../domain/password-policy.js';
import { AttemptLimits, TOKENS_PER_ADDRESS, tooManyTries } from './attempt-limits.js';
import { IdentityNews } from './identity-news.js';
import { KnownDevices } from './known-devices.js';
import { Links } from './links.js';
import { deadLink, OneTimeTokens } from './one-time-tokens.js';
import { PasswordHasher } from './password-hasher.js';
import type { RequestOrigin } from './request-origin.js';
import { endSessionsOf } from './session-store.js';
import { sourceOf } from './source-of.js';
import { staffById, staffInPerson, type StaffRecord } from './staff-record.js';

/** Sets staff passwords: by invitation, by reset link, by their owner. */
@Injectable()
export class StaffPasswords {
  constructor(
    private readonly database: Database,
    private readonly acts: Acts,
    private readonly news: IdentityNews,
    private readonly hasher: PasswordHasher,
    private readonly tokens: OneTimeTokens,
    private readonly limits: AttemptLimits,
    private readonly devices: KnownDevices,
    private readonly messages: Messages,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  /** Hashes a password that will do; refuses one that will not. `alone`: nothing but the password protects the account. */
  async hashed(password: string, who: { email: string; name: string; alone: boolean }): Promise<string> {
    const context = [who.name, who.email, new URL(this.links.base).hostname];
    const faults = passwordFaults(password, { alone: who.alone, context });
    if (faults.length > 0) {
      throw invalid(
        'PASSWORD_TOO_WEAK',
        faults[0] ?? 'Take another password.',
        faults.map((message) => ({ field: 'password', message })),
      );
    }
    return this.hasher.hash(password);
  }

  /** Writes the hash. A password that is too short to stand alone demands a second factor for as long as it is in use. */
  async store(act: Act, staffId: string, password: string, hash: string): Promise<void> {
    const needsTotp = [...password].length < LEAST_ALONE;
    await act.sql.execute('UPDATE platform.staff SET password_hash = $2, password_needs_totp = $3 WHERE id = $1', [
      staffId,
      hash,
      needsTotp,
    ]);
  }

  async acceptInvitation(token: string, password: string, origin: RequestOrigin): Promise<StaffRecord> {
    return this.withToken('invitation', token, password, origin, async (act, staff, hash) => {
      if (staff.state !== 'invited') throw deadLink();
      await this.store(act, staff.id, password, hash);
      await act.sql.execute(`UPDATE platform.staff SET state = 'active' WHERE id = $1`, [staff.id]);
      act.audit({ kind: 'staff', id: staff.id }, 'Accepted the invitation');
    });
  }

  async reset(token: string, password: string, origin: RequestOrigin): Promise<{ deviceToken: string }> {
    let deviceToken = '';
    await this.withToken('staff_reset', token, password, origin, async (act, staff, hash) => {
      if (staff.state !== 'active') throw deadLink();
      await this.store(act, staff.id, password, hash);
      await endSessionsOf(act.sql, 'staff', staff.id, 'password reset', act.at);
      deviceToken = await this.devices.remember(act.sql, origin.deviceToken, 'staff', staff.id);
      await this.tellChanged(act, staff);
      act.audit({ kind: 'staff', id: staff.id }, 'Set a new password by a reset link');
    });
    return { deviceToken };
  }

  /** Tells the owner that the password is another now, in case it was not them. */
  async tellChanged(act: Act, staff: Pick<StaffRecord, 'email' | 'name'>): Promise<void> {
    await this.messages.post(act, {
      to: staff.email,
      subject: 'Your password was changed',
      text: `Hello ${staff.name},\n\nthe password of your account at ${this.links.base} was changed, and your other sessions have ended. If this was not you, tell somebody who manages staff at once.\n`,
      purpose: 'password changed',
    });
  }

  private async withToken(
    purpose: 'invitation' | 'staff_reset',
    token: string,
    password: string,
    origin: RequestOrigin,
    work: (act: Act, staff: StaffRecord, hash: string) => Promise<void>,
  ): Promise<StaffRecord> {
    const wait = await this.limits.takeOrWait([{ limit: TOKENS_PER_ADDRESS, key: sourceOf(origin.address) }]);
    if (wait > 0) throw tooManyTries(wait);
    const staff = await this.database.read(NOTHING, async (sql) => {
      const id = await this.tokens.look(sql, purpose, token, this.clock.now());
      return id === null ? undefined : staffById(sql, id);
    });
    if (!staff) throw deadLink();
    const hash = await this.hashed(password, { ...staff, alone: !(staff.totpEnrolled || staff.totpDemanded) });
    const changed = await this.acts.perform(
      { actor: staffInPerson(staff), ...origin },
      purpose === 'invitation' ? 'identity.acceptInvitation' : 'identity.resetPassword',
      async (act) => {
        const id = await this.tokens.use(act.sql, purpose, token, act.at);
        const current = id === null ? undefined : await staffById(act.sql, id);
        if (!current) throw deadLink();
        await work(act, current, hash);
        return (await staffById(act.sql, current.id)) ?? current;
      },
    );
    this.news.changedHere();
    return changed;
  }
}
