import { Injectable } from '@nestjs/common';
import type { ApiKeyActor } from '@demarc/access';
import { invalid } from '@demarc/kernel';
import passport, { type Strategy as PassportStrategy } from 'passport';
import passportCustom from 'passport-custom';
import { Strategy as LocalStrategy } from 'passport-local';
import { ApiKeys } from '../app/api-keys.js';
import { type Caller, Callers } from '../app/callers.js';
import { CustomerSignIn } from '../app/customer-sign-in.js';
import type { RequestOrigin } from '../app/request-origin.js';
import { StaffSignIn, type SignedIn } from '../app/staff-sign-in.js';
import type { SubjectKind } from '../domain/session-life.js';
import { sessionCookie } from './cookies.js';
import type { HttpResponse, IdentifiedRequest } from './request.js';

/** What one of the strategies found out. */
type Outcome =
  | { readonly kind: 'session'; readonly caller: Caller }
  | { readonly kind: 'api_key'; readonly actor: ApiKeyActor }
  | { readonly kind: 'signed_in'; readonly signedIn: SignedIn };

type Done = (error: unknown, outcome?: Outcome | false) => void;

/**
 * All ways in, as passport strategies: the session cookies, API keys, and the passwords of staff and customers. Sessions
 * are ours, in the database; passport's own session support stays off.
 */
@Injectable()
export class PassportDoor {
  private readonly passport = new passport.Passport();

  constructor(callers: Callers, apiKeys: ApiKeys, staff: StaffSignIn, customers: CustomerSignIn) {
    for (const kind of ['staff', 'customer'] as const) {
      this.passport.use(`${kind}-session`, sessionStrategy(kind, callers));
    }
    this.passport.use('api-key', apiKeyStrategy(apiKeys));
    this.passport.use(
      'staff-password',
      passwordStrategy('email', (...given) => staff.signIn(...given)),
    );
    this.passport.use(
      'customer-password',
      passwordStrategy('login', (...given) => customers.signIn(...given)),
    );
  }

  /** The caller behind a session cookie of this kind. */
  async session(kind: SubjectKind, request: IdentifiedRequest, response: HttpResponse): Promise<Caller | undefined> {
    const outcome = await this.through(`${kind}-session`, request, response);
    return outcome?.kind === 'session' ? outcome.caller : undefined;
  }

  /** The API key in the Authorization header; throws when it is not valid. */
  async apiKey(request: IdentifiedRequest, response: HttpResponse): Promise<ApiKeyActor | undefined> {
    const outcome = await this.through('api-key', request, response);
    return outcome?.kind === 'api_key' ? outcome.actor : undefined;
  }

  /** Signs in with the login and password in the body; throws when they are not right. */
  async password(kind: SubjectKind, request: IdentifiedRequest, response: HttpResponse): Promise<SignedIn> {
    const outcome = await this.through(`${kind}-password`, request, response);
    if (outcome?.kind === 'signed_in') return outcome.signedIn;
    throw invalid('INVALID_INPUT', 'Give your login and your password.');
  }

  private through(strategy: string, request: IdentifiedRequest, response: HttpResponse): Promise<Outcome | undefined> {
    return new Promise((resolve, reject) => {
      const done = (error: unknown, outcome?: unknown): void =>
        error ? reject(error) : resolve((outcome || undefined) as Outcome | undefined);
      this.passport.authenticate(strategy, { session: false }, done)(request, response, reject);
    });
  }
}

function sessionStrategy(kind: SubjectKind, callers: Callers): PassportStrategy {
  return new passportCustom.Strategy((request, done) => {
    const identified = request as IdentifiedRequest;
    const token = sessionCookie(request, kind, identified.identified.isSecure);
    if (token === undefined) return done(null, false);
    settle(
      callers.of(token, kind).then((caller) => caller && { kind: 'session', caller }),
      done,
    );
  });
}

function apiKeyStrategy(apiKeys: ApiKeys): PassportStrategy {
  return new passportCustom.Strategy((request, done) => {
    const identified = request as IdentifiedRequest;
    const token = tokenIn(request.headers.authorization ?? '');
    settle(
      apiKeys.authenticate(token, identified.identified.origin).then((actor) => ({ kind: 'api_key', actor })),
      done,
    );
  });
}

/** Programs that know only a name and a password (RFC 7617) give the key as the password, or its two halves as both. */
function tokenIn(header: string): string {
  const bearer = /^Bearer +(.{1,200})$/i.exec(header)?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic +([A-Za-z0-9+/=]{1,400})$/i.exec(header)?.[1];
  if (basic === undefined) return '';
  const [name = '', password = ''] = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s);
  return name.startsWith('dmk_') && !password.startsWith('dmk_') ? `${name}_${password}` : password;
}

function passwordStrategy(
  usernameField: string,
  signIn: (login: string, password: string, origin: RequestOrigin) => Promise<SignedIn>,
): PassportStrategy {
  return new LocalStrategy(
    { usernameField, passwordField: 'password', session: false, passReqToCallback: true },
    (request, login, password, done) => {
      const identified = request as IdentifiedRequest;
      settle(
        signIn(login, password, identified.identified.origin).then((signedIn) => ({ kind: 'signed_in', signedIn })),
        done as Done,
      );
    },
  );
}

function settle(found: Promise<Outcome | undefined>, done: Done): void {
  found.then(
    (outcome) => done(null, outcome ?? false),
    (error: unknown) => done(error),
  );
}
