import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { asId, Clock, invalid, IdSource } from '@demarc/kernel';
import { Database, NOTHING } from '@demarc/persistence';
import { passwordFaults } from '../domain/password-policy.js';
import { AttemptLimits, TOKENS_PER_ADDRESS, tooManyTries } from './attempt-limits.js';
import type { Caller } from './callers.js';
import type { CustomerIdentity } from './customer-directory.js';
import { Customers } from './customers.js';
import { GuardedPassword } from './guarded-password.js';
import { IdentityNews } from './identity-news.js';
import { KnownDevices } from './known-devices.js';
import { deadLink, OneTimeTokens } from './one-time-tokens.js';
import { PasswordHasher } from './password-hasher.js';
import type { RequestOrigin } from './request-origin.js';
import { endSession, endSessionsOf, SessionStore } from './session-store.js';
import { sourceOf } from './source-of.js';
import type { SignedIn } from './staff-sign-in.js';

/** Customers of the portal: by login and password, the limits being those of staff. */
@Injectable()
export class CustomerSignIn {
  constructor(
    private readonly database: Database,
    private readonly customers: Customers,
    private readonly guarded: GuardedPassword,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionStore,
    private readonly devices: KnownDevices,
    private readonly tokens: OneTimeTokens,
    private readonly limits: AttemptLimits,
    private readonly acts: Acts,
    private readonly news: IdentityNews,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async signIn(login: string, password: string, origin: RequestOrigin): Promise<SignedIn> {
    const tried = {
      kind: 'customer' as const,
      login,
      password,
      origin,
      action: 'identity.signInCustomer',
      sentence: 'Portal sign in',
    };
    const customer = await this.guarded.check(tried, () => this.customers.directory.findByLogin(login.trim()));
    return this.acts.perform({ actor: this.inPerson(customer), ...origin }, 'identity.signInCustomer', async (act) => {
      const session = await this.sessions.open(act.sql, { kind: 'customer', id: customer.id }, 'signed_in', origin);
      const deviceToken = await this.devices.remember(act.sql, origin.deviceToken, 'customer', customer.id);
      act.audit(
        { kind: 'customer', id: customer.id, customerId: customer.id, partnerId: customer.partnerId },
        'Signed in to the portal',
      );
      return { session, deviceToken };
    });
  }

  async signOut(caller: Caller, origin: RequestOrigin): Promise<void> {
    const { actor, session } = caller;
    if (actor.kind !== 'customer') return;
    await this.acts.perform({ actor, ...origin }, 'identity.signOut', async (act) => {
      await endSession(act.sql, session.id, 'signed out', act.at);
      act.audit(
        { kind: 'customer', id: actor.id, customerId: actor.id, partnerId: actor.partnerId },
        'Signed out of the portal',
      );
    });
    this.news.changedHere();
  }

  async reset(token: string, password: string, origin: RequestOrigin): Promise<{ deviceToken: string }> {
    const wait = await this.limits.takeOrWait([{ limit: TOKENS_PER_ADDRESS, key: sourceOf(origin.address) }]);
    if (wait > 0) throw tooManyTries(wait);
    const id = await this.database.read(NOTHING, (sql) =>
      this.tokens.look(sql, 'customer_reset', token, this.clock.now()),
    );
    const customer = id === null ? undefined : await this.customers.directory.find(asId<'Customer'>(id));
    if (!customer?.mayEnter) throw deadLink();
    const hash = await this.hashed(password, customer);
    const done = await this.acts.perform(
      { actor: this.inPerson(customer), ...origin },
      'identity.resetPassword',
      async (act) => {
        await this.tokens.use(act.sql, 'customer_reset', token, act.at);
        await this.customers.directory.changePasswordHash(act.sql, customer.id, hash);
        await endSessionsOf(act.sql, 'customer', customer.id, 'password reset', act.at);
        act.audit(
          { kind: 'customer', id: customer.id, customerId: customer.id, partnerId: customer.partnerId },
          'Set a new portal password by a reset link',
        );
        return { deviceToken: await this.devices.remember(act.sql, origin.deviceToken, 'customer', customer.id) };
      },
    );
    this.news.changedHere();
    return done;
  }

  /** Hashes a portal password that will do; refuses one that will not. */
  async hashed(password: string, customer: Pick<CustomerIdentity, 'name' | 'login' | 'email'>): Promise<string> {
    const faults = passwordFaults(password, {
      alone: true,
      context: [customer.name, customer.login, customer.email ?? ''],
    });
    if (faults.length > 0) {
      throw invalid(
        'PASSWORD_TOO_WEAK',
        faults[0] ?? 'Take another password.',
        faults.map((message) => ({ field: 'password', message })),
      );
    }
    return this.hasher.hash(password);
  }

  private inPerson(customer: CustomerIdentity): CustomerActor {
    return {
      kind: 'customer',
      id: customer.id,
      name: customer.name,
      partnerId: customer.partnerId,
      sessionId: this.ids.next<'Session'>(),
    };
  }
}
