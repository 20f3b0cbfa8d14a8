import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { Clock } from '@demarc/kernel';
import { Database, NOTHING, type Sql } from '@demarc/persistence';
import { AttemptLimits, TOKENS_PER_ADDRESS, tooManyTries } from './attempt-limits.js';
import { Links } from './links.js';
import { deadLink, OneTimeTokens } from './one-time-tokens.js';
import type { RequestOrigin } from './request-origin.js';
import { lockRights } from './rights.js';
import { sourceOf } from './source-of.js';
import { StaffAccounts } from './staff-accounts.js';
import { StaffPasswords } from './staff-passwords.js';
import { staffById, type StaffRecord } from './staff-record.js';

/** The way in to an empty system: a link that works once, for a day, and only while nobody can sign in. No default password. */
@Injectable()
export class FirstStaff {
  constructor(
    private readonly acts: Acts,
    private readonly database: Database,
    private readonly tokens: OneTimeTokens,
    private readonly passwords: StaffPasswords,
    private readonly accounts: StaffAccounts,
    private readonly limits: AttemptLimits,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  /** A new link (older ones are worth nothing), or undefined when somebody can sign in already. `base` is the address of the server. */
  async createLink(base?: string): Promise<string | undefined> {
    return this.acts.perform(
      { actor: systemActor('first-staff'), requestId: 'first-staff' },
      'identity.createFirstStaffLink',
      async (act) => {
        await lockRights(act.sql);
        if (await hasActiveStaff(act.sql)) return undefined;
        const token = await this.tokens.make(act.sql, 'first_staff', null, act.at);
        act.audit(
          { kind: 'command', id: 'identity.createFirstStaffLink' },
          'Made the link for the first member of staff',
        );
        return this.links.firstStaff(token, base);
      },
    );
  }

  async claim(
    input: { token: string; email: string; name: string; password: string },
    origin: RequestOrigin,
  ): Promise<StaffRecord> {
    const wait = await this.limits.takeOrWait([{ limit: TOKENS_PER_ADDRESS, key: sourceOf(origin.address) }]);
    if (wait > 0) throw tooManyTries(wait);
    await this.database.read(NOTHING, (sql) => this.tokens.look(sql, 'first_staff', input.token, this.clock.now()));
    const hash = await this.passwords.hashed(input.password, { ...input, alone: true });
    return this.acts.perform(
      { actor: systemActor('first-staff'), ...origin },
      'identity.claimFirstStaff',
      async (act) => {
        await lockRights(act.sql);
        if (await hasActiveStaff(act.sql)) throw deadLink();
        await this.tokens.use(act.sql, 'first_staff', input.token, act.at);
        const id = await this.accounts.insert(act, {
          email: input.email,
          name: input.name,
          state: 'active',
          passwordHash: hash,
          partners: 'all',
          roleIds: await this.accounts.roleIdsOf(act.sql, ['super_administrator']),
        });
        act.audit({ kind: 'staff', id }, `${input.name} became the first member of staff`);
        const staff = await staffById(act.sql, id);
        if (!staff) throw new Error('the first member of staff was not kept');
        return staff;
      },
    );
  }
}

async function hasActiveStaff(sql: Sql): Promise<boolean> {
  return (await sql.first(`SELECT 1 AS found FROM platform.staff WHERE state = 'active' LIMIT 1`)) !== undefined;
}
