import type { DesiredAccess } from './desired-access.js';
import { isRejectCode, rejectAdvice } from './reject-advice.js';

export interface ConnectionFacts {
  readonly login: string | null;
  readonly desired: DesiredAccess['kind'];
  readonly reason: string | null;
  /** Every router has done as told. */
  readonly isConverged: boolean;
  readonly isDrift: boolean;
  readonly isClosingHeld: boolean;
  readonly sessions: number;
  readonly lastReject: { readonly code: string; readonly at: Date; readonly isSecretSuspected: boolean } | null;
  /** A login that was accepted after the last refused one says that the trouble is over. */
  readonly lastAcceptAt: Date | null;
}

export interface ConnectionVerdict {
  readonly state: 'working' | 'on_its_way' | 'offline' | 'refused' | 'blocked' | 'closed';
  readonly sentence: string;
  /** What to do next, where there is something. */
  readonly advice: string | null;
}

const CLOSED: Readonly<Record<string, string>> = {
  removed: 'its network access was taken away',
  service_pending: 'the service has not started yet',
  service_paused: 'the service is paused',
  service_disabled: 'the service has ended',
  service_archived: 'the service is archived',
  not_started: 'its first day has not come',
  ended: 'its last day is over',
  customer_new: 'the customer is not active yet',
  customer_inactive: 'the customer is inactive',
  no_policy: 'its plan says nothing about the network',
  login_taken: 'another service has its login',
};

/** Why the connection of a service is, or is not, working: the first thing that explains it. */
export function connectionVerdict(facts: ConnectionFacts): ConnectionVerdict {
  if (facts.desired === 'closed')
    return {
      state: 'closed',
      sentence: `Closed: ${CLOSED[facts.reason ?? ''] ?? 'it may not be used'}.`,
      advice: adviceOnClosed(facts.reason),
    };
  if (facts.desired === 'blocked') return blocked(facts.reason);
  if (facts.isDrift)
    return {
      state: 'on_its_way',
      sentence: 'A router has not done as told.',
      advice: 'Look at the router: it does not answer, or refuses, what is sent to it.',
    };
  if (facts.sessions > 0 && !facts.isConverged)
    return { state: 'on_its_way', sentence: 'Online; a change is on its way to the router.', advice: null };
  if (facts.sessions > 0) return { state: 'working', sentence: 'Online, as it should be.', advice: null };
  return offline(facts);
}

function blocked(reason: string | null): ConnectionVerdict {
  switch (reason) {
    case 'hold':
      return {
        state: 'blocked',
        sentence: 'Blocked by a hold that staff put.',
        advice: 'A payment does not lift it; a person with the permission does.',
      };
    case 'quota':
      return {
        state: 'blocked',
        sentence: 'Blocked: the quota is used up.',
        advice: 'It opens with the next period, or with more quota.',
      };
    default:
      return {
        state: 'blocked',
        sentence: 'Blocked: an invoice is unpaid.',
        advice: 'It opens by itself as soon as what is owed is paid.',
      };
  }
}

function adviceOnClosed(reason: string | null): string | null {
  if (reason === 'no_policy') return 'Set speeds for the plan.';
  return reason === 'login_taken' ? 'Give this service another login.' : null;
}

function offline({ lastReject, lastAcceptAt, login }: ConnectionFacts): ConnectionVerdict {
  const isRefused = lastReject !== null && (lastAcceptAt === null || lastReject.at > lastAcceptAt);
  if (isRefused && isRejectCode(lastReject.code)) {
    const { sentence, fix } = rejectAdvice(lastReject.code, lastReject);
    return { state: 'refused', sentence: `Offline, and the last login was refused. ${sentence}`, advice: fix };
  }
  if (lastAcceptAt !== null)
    return {
      state: 'offline',
      sentence: 'Offline. The last login was accepted, and the session has ended.',
      advice: 'The customer’s device does not ask to come back: look at power and line.',
    };
  return {
    state: 'offline',
    sentence: 'Offline. No login has come in since the log begins.',
    advice:
      login === null
        ? 'The device has not been seen: look at power, line and its MAC address.'
        : 'The device does not ask: look at power, line, and the login set on it.',
  };
}
