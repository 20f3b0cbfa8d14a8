const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export type SubjectKind = 'staff' | 'customer';
export type SessionState = 'signed_in' | 'totp_needed' | 'totp_enrolment_needed';

export interface SessionLife {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

/** How long a sign-in that still lacks its second factor is kept. */
export const HALF_OPEN_MS = 10 * MINUTE_MS;

/** For how long after a sign-in the acts that need a fresh one are allowed (OWASP ASVS 5.0, 7.5.1). */
export const FRESH_MS = 15 * MINUTE_MS;

/** OWASP ASVS 5.0, 7.3: idle and absolute ends. Staff hold more, so their sessions are shorter. */
export const SESSION_LIFE: Readonly<Record<SubjectKind, SessionLife>> = {
  staff: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * HOUR_MS },
  customer: { idleMs: 7 * DAY_MS, absoluteMs: 30 * DAY_MS },
};

export function endsAt(kind: SubjectKind, state: SessionState, at: Date): Date {
  return new Date(at.getTime() + (state === 'signed_in' ? SESSION_LIFE[kind].absoluteMs : HALF_OPEN_MS));
}

export function isOver(kind: SubjectKind, times: { lastSeenAt: Date; endsAt: Date }, now: Date): boolean {
  return now >= times.endsAt || now.getTime() - times.lastSeenAt.getTime() >= SESSION_LIFE[kind].idleMs;
}

export function isFresh(authenticatedAt: Date, now: Date): boolean {
  return now.getTime() - authenticatedAt.getTime() < FRESH_MS;
}
