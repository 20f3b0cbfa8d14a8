import { CERTIFICATE_WORDS, POSTURE_WORDS } from './posture-words.js';
import type { RouterCheckState } from './router-check.js';
import type { SecretStrength } from './secret-strength.js';
import { type SigningShown, signingOutlook } from './signing.js';

export const POSTURE_SUBJECTS = ['transport', 'signature', 'secret', 'certificate', 'changes', 'clock', 'api'] as const;
export type PostureSubject = (typeof POSTURE_SUBJECTS)[number];

/** How things stand: in order, worth a look, a way in for somebody else, or not in use. */
export type PostureState = 'good' | 'attention' | 'bad' | 'off';
export type PostureVerdict = 'safe' | 'attention' | 'danger';
export type Transport = 'udp' | 'tls' | 'both' | 'none';

export interface PostureFacts extends SigningShown {
  readonly secret: SecretStrength | null;
  /** Other routers under the same secret. */
  readonly sharedWith: number;
  readonly signedSeenAt: Date | null;
  readonly tls: TlsFacts | null;
  readonly coa: RouterCheckState;
  readonly clock: RouterCheckState;
  readonly api: 'none' | 'plain' | 'pinned';
}

export interface TlsFacts {
  readonly isConnected: boolean;
  readonly lastConnectedAt: Date | null;
  readonly certificateExpiresAt: Date | null;
}

export interface PostureFinding {
  readonly subject: PostureSubject;
  readonly state: PostureState;
  readonly code: string;
  readonly sentence: string;
  /** Empty where nothing is to be done. */
  readonly advice: string;
}

export interface Posture {
  readonly verdict: PostureVerdict;
  readonly transport: Transport;
  readonly findings: readonly PostureFinding[];
}

const DAY_MS = 86_400_000;
/** What was seen longer ago says little about today. */
const LATELY_DAYS = 7;

/** How well a router is protected from who could forge, read or guess; each finding with what to do. */
export function postureOf(facts: PostureFacts, now: Date): Posture {
  const codes: Readonly<Record<PostureSubject, string>> = {
    transport: transportCode(facts, now),
    signature: signatureCode(facts, now),
    secret: secretCode(facts),
    certificate: certificateCode(facts, now),
    changes: `changes_${facts.coa}`,
    clock: `clock_${facts.clock}`,
    api: `api_${facts.api}`,
  };
  const findings = POSTURE_SUBJECTS.map((subject) => finding(subject, codes[subject]));
  const has = (state: PostureState): boolean => findings.some((one) => one.state === state);
  return {
    verdict: has('bad') ? 'danger' : has('attention') ? 'attention' : 'safe',
    transport: transportOf(facts),
    findings,
  };
}

function finding(subject: PostureSubject, code: string): PostureFinding {
  const [state, sentence, advice = ''] = POSTURE_WORDS[code] ?? CERTIFICATE_WORDS[code] ?? ['off', '', ''];
  return { subject, state, code, sentence, advice };
}

function transportOf({ tls, isTlsOnly, hasSecret }: PostureFacts): Transport {
  if (tls === null) return hasSecret ? 'udp' : 'none';
  return isTlsOnly || !hasSecret ? 'tls' : 'both';
}

function transportCode(facts: PostureFacts, now: Date): string {
  const { tls, policy } = facts;
  const transport = transportOf(facts);
  if (tls === null) return transport === 'none' ? 'transport_none' : `transport_udp_${policy}`;
  if (tls.lastConnectedAt === null) return transport === 'tls' ? 'transport_tls_never' : 'transport_tls_not_yet';
  const isGone = !tls.isConnected && now.getTime() - tls.lastConnectedAt.getTime() > DAY_MS;
  if (isGone) return 'transport_tls_gone';
  return transport === 'tls' ? 'transport_tls' : 'transport_both';
}

function signatureCode(facts: PostureFacts, now: Date): string {
  const { policy, isTlsOnly, hasSecret, lastSeenAt, unsignedSeenAt, unsignedRefusedAt, signedSeenAt } = facts;
  if (isTlsOnly || !hasSecret) return 'signature_not_needed';
  const lately = (at: Date | null): boolean => at !== null && now.getTime() - at.getTime() < LATELY_DAYS * DAY_MS;
  if (policy === 'require') return lately(unsignedRefusedAt) ? 'signature_refused' : 'signature_required';
  if (signingOutlook(facts, LATELY_DAYS, now) === 'safe') return 'signature_could_be_required';
  if (policy === 'off') return 'signature_off';
  if (signedSeenAt !== null) return lately(unsignedRefusedAt) ? 'signature_refused' : 'signature_seen';
  if (unsignedSeenAt !== null) return 'signature_unsigned';
  return lastSeenAt === null ? 'signature_not_heard' : 'signature_unsigned';
}

function secretCode({ secret, sharedWith, isTlsOnly, tls }: PostureFacts): string {
  if (secret === null) return tls === null ? 'secret_none' : 'secret_not_used';
  if (isTlsOnly) return 'secret_not_used';
  if (secret.strength === 'weak') return 'secret_weak';
  if (sharedWith > 0) return 'secret_shared';
  return `secret_${secret.strength}`;
}

function certificateCode({ tls }: PostureFacts, now: Date): string {
  if (tls === null) return 'certificate_not_used';
  if (tls.certificateExpiresAt === null) return 'certificate_not_shown';
  const days = (tls.certificateExpiresAt.getTime() - now.getTime()) / DAY_MS;
  if (days <= 0) return 'certificate_ended';
  return days < 7 ? 'certificate_ends_now' : days < 30 ? 'certificate_ends_soon' : 'certificate_valid';
}
