import { Injectable } from '@nestjs/common';
import { type Id, Refusal } from '@demarc/kernel';
import type { SubjectKind } from '../domain/session-life.js';
import {
  type AttemptKey,
  AttemptLimits,
  PER_ADDRESS,
  PER_LOGIN,
  PER_LOGIN_AND_SOURCE,
  tooManyTries,
} from './attempt-limits.js';
import { KnownDevices } from './known-devices.js';
import { PasswordHasher } from './password-hasher.js';
import type { RequestOrigin } from './request-origin.js';
import { SignInAudit } from './sign-in-audit.js';
import { sourceOf } from './source-of.js';

export interface PasswordTry {
  readonly kind: SubjectKind;
  /** As typed. */
  readonly login: string;
  readonly password: string;
  readonly origin: RequestOrigin;
  /** For the audit log: `identity.signIn`, `Sign in`. */
  readonly action: string;
  readonly sentence: string;
}

export interface PasswordHolder {
  readonly id: string;
  readonly passwordHash: string | null;
  /** False for the closed and disabled, who answer as if they did not exist. */
  readonly mayEnter: boolean;
  readonly partnerId?: Id<'Partner'>;
}

/** Checks passwords with limits, in equal time, with one answer for every reason to refuse. */
@Injectable()
export class GuardedPassword {
  constructor(
    private readonly limits: AttemptLimits,
    private readonly devices: KnownDevices,
    private readonly hasher: PasswordHasher,
    private readonly audit: SignInAudit,
  ) {}

  async check<Holder extends PasswordHolder>(
    tried: PasswordTry,
    find: () => Promise<Holder | undefined>,
  ): Promise<Holder> {
    const holder = await find();
    const subject = holder && {
      kind: tried.kind,
      id: holder.id,
      ...(holder.partnerId === undefined ? {} : { partnerId: holder.partnerId }),
    };
    const known = await this.devices.knows(tried.origin.deviceToken, tried.kind, holder?.id);
    const keys = keysOf(tried, known);
    const wait = await this.limits.takeOrWait([keys.own, ...keys.shared]);
    if (wait > 0) throw await this.audit.refused({ ...tried, subject }, tooManyTries(wait));
    const matches = await this.hasher.verify(holder?.mayEnter ? holder.passwordHash : null, tried.password);
    if (!holder?.mayEnter || !matches) throw await this.audit.refused({ ...tried, subject }, wrong(tried.kind));
    await this.limits.succeed([keys.own], keys.shared);
    return holder;
  }
}

function keysOf(tried: PasswordTry, known: boolean): { own: AttemptKey; shared: readonly AttemptKey[] } {
  const login = `${tried.kind}:${tried.login.trim().toLowerCase()}`;
  const source = sourceOf(tried.origin.address);
  if (known)
    return {
      own: { limit: PER_LOGIN_AND_SOURCE, key: `${login}:device:${tried.origin.deviceToken ?? ''}` },
      shared: [],
    };
  return {
    own: { limit: PER_LOGIN_AND_SOURCE, key: `${login}:${source}` },
    shared: [
      { limit: PER_LOGIN, key: login },
      { limit: PER_ADDRESS, key: source },
    ],
  };
}

function wrong(kind: SubjectKind): Refusal {
  const login = kind === 'staff' ? 'mail address' : 'login';
  return new Refusal(
    'unauthenticated',
    'SIGN_IN_FAILED',
    `The ${login} or the password is not right. Try again, or ask for a new password.`,
  );
}
