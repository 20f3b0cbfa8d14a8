import type { BlockedFor } from './desired-access.js';
import type { RejectCode } from './reject-code.js';

export interface RejectAdvice {
  /** What happened. */
  readonly sentence: string;
  /** What to do about it. */
  readonly fix: string;
}

const ADVICE: Readonly<Record<RejectCode, RejectAdvice>> = {
  unknown_user: {
    sentence: 'No service has this login, or is on this line.',
    fix: 'Compare the login, or the circuit and remote id of the line, with what the service has; it may belong to a service that has ended.',
  },
  not_active: {
    sentence: 'The service is not active, so its access is closed.',
    fix: 'Look at the status of the service and of the customer: one of them is new, paused, ended or inactive.',
  },
  blocked: {
    sentence: 'Access is blocked: money is owed, a quota is used up, or staff put a hold on the customer.',
    fix: 'A payment opens it again when it is about money. A hold is lifted by a person only.',
  },
  wrong_mac: {
    sentence: 'The login is right, but the device is not one of the allowed ones.',
    fix: 'If the customer has a new device, put its MAC address on the service, or take the old one off.',
  },
  wrong_password: {
    sentence: 'The password is wrong.',
    fix: 'Set the password on the customer’s router again. If every login of this router fails so, its RADIUS secret is not the one kept here.',
  },
  wrong_nas: {
    sentence: 'The service is bound to another router.',
    fix: 'Take the binding off, or set it to the router that the customer comes from.',
  },
  already_online: {
    sentence: 'As many sessions as allowed are up already.',
    fix: 'End the old session if it is a dead one, or allow more sessions at once.',
  },
  unsupported_method: {
    sentence: 'The router asked by a method that is not spoken here (EAP, or none at all).',
    fix: 'Set the router to PAP, CHAP or MS-CHAPv2.',
  },
};

const WRONG_SECRET: RejectAdvice = {
  sentence: 'The password that came is no text: the router’s RADIUS secret is most likely not the one kept here.',
  fix: 'Set the same RADIUS secret on the router and here.',
};

const BLOCKED_FOR: Readonly<Record<BlockedFor, RejectAdvice>> = {
  balance: {
    sentence: 'Access is blocked: money is owed.',
    fix: 'A payment opens it again. What is owed stands on the customer.',
  },
  quota: {
    sentence: 'Access is blocked: the data of this period is used up.',
    fix: 'It opens with the next period, or when data is added.',
  },
  hold: {
    sentence: 'Access is blocked: staff put a hold on the customer.',
    fix: 'A person has to lift it, on the customer.',
  },
};

/** Of log-ins to devices themselves: only what is otherwise than for customers. */
const STAFF_ADVICE: Partial<Record<RejectCode, RejectAdvice>> = {
  wrong_password: {
    sentence: 'The password for devices is wrong.',
    fix: 'It is another one than that of the product. Make a new one for them; it is shown once.',
  },
  wrong_nas: {
    sentence: 'They may not log in to this device.',
    fix: 'Say what they may do on this router, on its site, or everywhere.',
  },
};

export interface RejectFacts {
  readonly isSecretSuspected?: boolean;
  readonly audience?: 'customer' | 'staff';
  /** What access was blocked for then, where that is known. */
  readonly blockedFor?: string | null | undefined;
}

/** A refused login in words, with the likely fix. */
export function rejectAdvice(code: RejectCode, facts: RejectFacts = {}): RejectAdvice {
  const { isSecretSuspected = false, audience = 'customer', blockedFor } = facts;
  if (isSecretSuspected) return WRONG_SECRET;
  if (code === 'blocked' && isBlockedFor(blockedFor)) return BLOCKED_FOR[blockedFor];
  return (audience === 'staff' ? STAFF_ADVICE[code] : undefined) ?? ADVICE[code];
}

export function isRejectCode(text: string): text is RejectCode {
  return Object.hasOwn(ADVICE, text);
}

function isBlockedFor(text: string | null | undefined): text is BlockedFor {
  return typeof text === 'string' && Object.hasOwn(BLOCKED_FOR, text);
}
