import type { Attribute } from './codec/encode.js';
import type { AccessEntry, AccessState, RejectList, StaffLevel, StaffLogin } from './snapshot.js';

export type RejectCode =
  | 'unknown_user'
  | 'not_active'
  | 'blocked'
  | 'wrong_mac'
  | 'wrong_password'
  | 'wrong_nas'
  | 'already_online'
  | 'unsupported_method';

/** A packet that gets no answer at all, because an answer would tell or give something to whoever forged it. */
export type DropReason =
  | 'message_authenticator_missing'
  | 'message_authenticator_wrong'
  | 'message_authenticator_repeated'
  | 'proxy_state_unprotected';

export type AuthMethod = 'pap' | 'chap' | 'mschap' | 'mschap2' | 'mac' | 'line' | 'none';

/** Somebody of the staff who logs in to the device itself. */
export interface StaffAttempt {
  /** Undefined: nobody has this login. */
  readonly who: StaffLogin | undefined;
  /** What they may do there; undefined: nothing. */
  readonly level: StaffLevel | undefined;
}

export interface Accept {
  readonly kind: 'accept';
  readonly entry: AccessEntry | undefined;
  /** Set for a log-in to the device itself, and never together with an entry. */
  readonly staff?: StaffAttempt;
  readonly method: AuthMethod;
  /** Set when this is reduced access in place of a reject. */
  readonly instead?: Refusal;
  readonly attributes: readonly Attribute[];
}

export interface Reject extends Refusal {
  readonly kind: 'reject';
  readonly entry: AccessEntry | undefined;
  readonly staff?: StaffAttempt;
  readonly method: AuthMethod;
  readonly attributes: readonly Attribute[];
  /** The password that came is no text: most often the secret of the NAS is not the one that we hold. */
  readonly secretSuspected?: boolean;
}

export interface Drop {
  readonly kind: 'drop';
  readonly reason: DropReason;
}

export interface Refusal {
  readonly code: RejectCode;
  readonly list: RejectList;
}

export type AuthDecision = Accept | Reject | Drop;

const LISTS: Readonly<Record<RejectCode, RejectList>> = {
  unknown_user: 0,
  not_active: 1,
  blocked: 2,
  wrong_mac: 3,
  wrong_nas: 3,
  already_online: 3,
  unsupported_method: 3,
  wrong_password: 4,
};

/** A hold is not a matter of money, so it belongs to list 1 and not to the pay-here list 2. */
export function refusal(code: RejectCode, state?: AccessState): Refusal {
  const held = code === 'blocked' && state?.kind === 'blocked' && state.reason === 'hold';
  return { code, list: held ? 1 : LISTS[code] };
}

/** What Reply-Message says: short, since CPEs show it in a log line. */
export const REJECT_MESSAGES: Readonly<Record<RejectCode, string>> = {
  unknown_user: 'Unknown login',
  not_active: 'Service is not active',
  blocked: 'Service is blocked',
  wrong_mac: 'Device not allowed (MAC address)',
  wrong_nas: 'Login not allowed on this router',
  already_online: 'Already online',
  unsupported_method: 'Authentication method not supported',
  wrong_password: 'Wrong password',
};

const USUAL_CODES: Readonly<Record<RejectList, RejectCode>> = {
  0: 'unknown_user',
  1: 'not_active',
  2: 'blocked',
  3: 'wrong_mac',
  4: 'wrong_password',
};

/** The reason that a list stands for most often. */
export function rejectCodeOf(list: RejectList): RejectCode {
  return USUAL_CODES[list];
}
