import type { AuthMethod, DropReason, RejectCode } from '../decision.js';
import type { RejectList, StaffLevel } from '../snapshot.js';
import { failedForStaff, passedForStaff } from './staff-checks.js';

/** What is looked at in an Access-Request, in this order; what speaks against it ends the row. */
export const CHECKS = ['signature', 'login', 'method', 'password', 'state', 'device', 'place', 'sessions'] as const;
export type CheckName = (typeof CHECKS)[number];

export interface Check {
  readonly name: CheckName;
  /** `not_asked`: nothing hangs on it here. `not_reached`: something before it spoke against the login. */
  readonly state: 'passed' | 'failed' | 'not_asked' | 'not_reached';
  readonly sentence: string;
}

/** What is known of a decision: as much as the log keeps, or more. */
export interface DecisionFacts {
  readonly code: RejectCode | DropReason | undefined;
  readonly list?: RejectList | undefined;
  readonly method: AuthMethod;
  readonly isKnown: boolean;
  readonly isSigned: boolean;
  readonly isSecretSuspected?: boolean;
  /** A log-in to the device itself; the level is known where it is known what was decided on. */
  readonly staff?: { readonly level?: StaffLevel | undefined };
  readonly isOverTls?: boolean;
  /** What the service asks of a login; absent where only the log is known. */
  readonly asked?: {
    readonly loginWords: string;
    readonly devices: boolean;
    readonly place: boolean;
    readonly sessions: number | undefined;
    readonly online: number;
  };
}

const FAILS_AT: Readonly<Record<RejectCode | DropReason, CheckName>> = {
  message_authenticator_missing: 'signature',
  message_authenticator_wrong: 'signature',
  message_authenticator_repeated: 'signature',
  proxy_state_unprotected: 'signature',
  unknown_user: 'login',
  unsupported_method: 'method',
  wrong_password: 'password',
  not_active: 'state',
  blocked: 'state',
  wrong_mac: 'device',
  wrong_nas: 'place',
  already_online: 'sessions',
};

/** The checks of a decision, each in words. */
export function checksOf(facts: DecisionFacts): readonly Check[] {
  const failedAt = facts.code === undefined ? CHECKS.length : CHECKS.indexOf(FAILS_AT[facts.code]);
  return CHECKS.map((name, index) => {
    // The method is looked at even where nobody has the login.
    const isFailed = index === failedAt || (name === 'login' && index < failedAt && !facts.isKnown);
    if (isFailed) return { name, state: 'failed', sentence: failedSentence(name, facts) };
    if (index > failedAt) return { name, state: 'not_reached', sentence: NOT_REACHED };
    return { name, ...passed(name, facts) };
  });
}

const NOT_REACHED = 'Not looked at any more.';

function failedSentence(name: CheckName, facts: DecisionFacts): string {
  const { code, list, method, isSecretSuspected, asked } = facts;
  const ofStaff = facts.staff && failedForStaff(name);
  if (ofStaff) return ofStaff;
  switch (name) {
    case 'signature':
      return SIGNATURE[code ?? ''] ?? 'The signature is not in order.';
    case 'login':
      return method === 'line' ? 'No service is on this line.' : 'No service has this login.';
    case 'method':
      return 'The router asked by a method that is not spoken here: EAP, or none at all.';
    case 'password':
      return isSecretSuspected
        ? 'The password that came is no text: the RADIUS secret of the router is most likely not the one kept here.'
        : 'The password is wrong.';
    case 'state':
      if (code === 'not_active') return 'The service is not active.';
      return list === 1
        ? 'Access is blocked: staff put a hold on the customer.'
        : 'Access is blocked: money is owed, or a quota is used up.';
    case 'device':
      return 'The device is not one of the allowed ones.';
    case 'place':
      return 'The service is bound to another router.';
    case 'sessions':
      return asked
        ? `${asked.online} of ${asked.sessions ?? 0} allowed sessions are up already.`
        : 'As many sessions as allowed are up already.';
  }
}

const SIGNATURE: Readonly<Record<string, string>> = {
  message_authenticator_missing: 'The request is not signed (Message-Authenticator), and this router has to sign.',
  message_authenticator_wrong: 'The signature is wrong: the RADIUS secret of the router is not the one kept here.',
  message_authenticator_repeated: 'The request is signed twice.',
  proxy_state_unprotected: 'The request has Proxy-State in it and is not signed: it could be forged (CVE-2024-3596).',
};

export type Passed = Pick<Check, 'state' | 'sentence'>;

const METHODS: Readonly<Record<AuthMethod, string>> = {
  pap: 'PAP',
  chap: 'CHAP',
  mschap: 'MS-CHAP',
  mschap2: 'MS-CHAPv2',
  mac: 'the MAC address of the device',
  line: 'the line that the access node names',
  none: 'no method',
};

function passed(name: CheckName, facts: DecisionFacts): Passed {
  const { method, isSigned, isOverTls, asked } = facts;
  const ofStaff = facts.staff && passedForStaff(name, facts.staff.level);
  if (ofStaff) return ofStaff;
  switch (name) {
    case 'signature':
      if (isOverTls === true)
        return { state: 'passed', sentence: 'The request came over TLS, under the certificate of the router.' };
      return isSigned
        ? { state: 'passed', sentence: 'The request is signed (Message-Authenticator).' }
        : { state: 'not_asked', sentence: 'The request is not signed; from this router that is let through.' };
    case 'login':
      return { state: 'passed', sentence: asked?.loginWords ?? 'The login belongs to a service.' };
    case 'method':
      return { state: 'passed', sentence: `It came by ${METHODS[method]}.` };
    case 'password':
      return passwordPassed(method);
    case 'state':
      return { state: 'passed', sentence: 'The service is open.' };
    case 'device':
      return of(asked?.devices ?? method === 'mac', 'The device is one of the allowed ones.', 'Any device will do.');
    case 'place':
      return of(asked?.place, 'The service is bound to this router.', 'It may come from any router.');
    case 'sessions':
      return of(
        asked && asked.sessions !== undefined,
        `${asked?.online ?? 0} of ${asked?.sessions ?? 0} allowed sessions are up elsewhere.`,
        'Any number of sessions is allowed.',
      );
  }
}

function passwordPassed(method: AuthMethod): Passed {
  switch (method) {
    case 'mac':
      return { state: 'not_asked', sentence: 'The device is known by its MAC address: there is no password.' };
    case 'line':
      return { state: 'not_asked', sentence: 'The line is known by what the access node says: there is no password.' };
    default:
      return { state: 'passed', sentence: 'The password is right.' };
  }
}

/** Where only the log is known, all that can be said is that nothing spoke against it. */
function of(isAsked: boolean | undefined, asked: string, any: string): Passed {
  if (isAsked === undefined) return { state: 'passed', sentence: 'Nothing spoke against it.' };
  return isAsked ? { state: 'passed', sentence: asked } : { state: 'not_asked', sentence: any };
}
