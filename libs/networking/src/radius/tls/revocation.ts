/** Why a certificate counts no more, by its number in a revocation list (RFC 5280 §5.3.1). */
export const REVOCATION_REASONS = {
  unspecified: 0,
  key_compromise: 1,
  authority_compromise: 2,
  affiliation_changed: 3,
  superseded: 4,
  cessation_of_operation: 5,
  certificate_hold: 6,
  privilege_withdrawn: 9,
  attribute_authority_compromise: 10,
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASONS;

export interface Revocation {
  readonly atMs: number;
  readonly reason: RevocationReason;
}

/** A certificate that people have revoked here, whoever signed it. */
export interface RevokedCertificate extends Revocation {
  /** SHA-256 in hexadecimal, in lower case and without colons. */
  readonly fingerprint: string;
}

/** A certificate that its authority has revoked. */
export interface RevokedNumber extends Revocation {
  readonly serial: string;
}

export function reasonOf(code: number): RevocationReason {
  const found = Object.entries(REVOCATION_REASONS).find(([, number]) => number === code);
  return (found?.[0] as RevocationReason | undefined) ?? 'unspecified';
}

export function revocationInWords({ atMs, reason }: Revocation): string {
  return `revoked ${new Date(atMs).toISOString().slice(0, 10)}: ${reason.replaceAll('_', ' ')}`;
}
