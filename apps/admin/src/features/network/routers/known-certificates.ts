import type { RevokedCertificate, RouterTlsState } from './router-tls.graphql';

export interface KnownCertificate {
  readonly fingerprint: string;
  /** Empty where it was never shown. */
  readonly subject: string;
  readonly state: 'inUse' | 'shownLast' | 'set' | 'revoked';
  readonly revoked: RevokedCertificate | undefined;
}

/** Each certificate that the router shows, has shown or is known by, once, with the strongest thing that is said of it. */
export function knownCertificates(tls: RouterTlsState, revoked: readonly RevokedCertificate[]): KnownCertificate[] {
  const said: KnownCertificate[] = [
    ...revoked.map((one) => ({ ...one, state: 'revoked' as const, revoked: one })),
    ...(tls?.connections ?? []).map((one) => ({
      fingerprint: one.fingerprint,
      subject: one.certificateSubject,
      state: 'inUse' as const,
      revoked: undefined,
    })),
    ...(tls?.certificateFingerprint
      ? [
          {
            fingerprint: tls.certificateFingerprint,
            subject: tls.certificateSubject ?? '',
            state: 'shownLast' as const,
            revoked: undefined,
          },
        ]
      : []),
    ...(tls?.fingerprints ?? []).map((fingerprint) => ({
      fingerprint,
      subject: '',
      state: 'set' as const,
      revoked: undefined,
    })),
  ];
  const first = new Map(said.toReversed().map((one) => [one.fingerprint, one]));
  return [...first.values()].toReversed();
}
