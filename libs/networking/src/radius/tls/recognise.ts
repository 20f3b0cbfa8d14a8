import type { NasEntry } from '../snapshot.js';
import type { PeerCertificate } from './peer-certificate.js';
import { type Revocation, revocationInWords } from './revocation.js';

/** RFC 6614 §2.3: the packets on a connection are protected by TLS, and this is the secret that all of them are under. */
export const RADSEC_SECRET = Buffer.from('radsec');

export type PeerFault =
  | 'certificate_missing'
  | 'certificate_unknown'
  | 'certificate_untrusted'
  | 'certificate_ambiguous'
  | 'certificate_not_valid'
  | 'certificate_revoked';

/** What is said of a certificate by others than its bearer. */
export interface Vouching {
  /** The authority that was set has signed it. */
  readonly isTrusted: boolean;
  readonly revocation: Revocation | undefined;
}

export type Recognised =
  | { readonly kind: 'router'; readonly nas: NasEntry }
  | { readonly kind: 'stranger'; readonly code: PeerFault; readonly detail: string; readonly nas?: NasEntry };

/**
 * Whose certificate this is: the router on which its fingerprint is set, or one of whose names it bears, signed by the authority
 * that was set. Where it comes from says nothing: addresses can be taken over.
 */
export function recognise(
  certificate: PeerCertificate | undefined,
  { isTrusted, revocation }: Vouching,
  routers: readonly NasEntry[],
  now: Date,
): Recognised {
  if (!certificate) return { kind: 'stranger', code: 'certificate_missing', detail: 'no certificate' };
  const detail = inWords(certificate);
  const pinned = routers.filter(({ tls }) => tls?.fingerprints.includes(certificate.fingerprint));
  const named = routers.filter(({ tls }) => tls?.names.some((name) => certificate.names.includes(name.toLowerCase())));
  // A fingerprint names one certificate, a name any that the authority signs: the narrower word counts.
  const found = pinned.length > 0 ? pinned : named;
  const [nas] = found;
  if (revocation)
    return {
      kind: 'stranger',
      code: 'certificate_revoked',
      detail: `${detail}, ${revocationInWords(revocation)}`,
      ...(nas ? { nas } : {}),
    };
  if (!nas) return { kind: 'stranger', code: 'certificate_unknown', detail };
  if (found.length > 1) return { kind: 'stranger', code: 'certificate_ambiguous', detail };
  if (now < certificate.validFrom || now > certificate.validTo)
    return { kind: 'stranger', code: 'certificate_not_valid', detail, nas };
  if (pinned.length === 0 && !isTrusted) return { kind: 'stranger', code: 'certificate_untrusted', detail, nas };
  return { kind: 'router', nas };
}

/** The router as its requests on a connection are decided: under the common secret, and protected without a signature. */
export function overTls(nas: NasEntry): NasEntry {
  return { ...nas, secret: RADSEC_SECRET, isOverTls: true };
}

function inWords({ subject, issuer, fingerprint, validFrom, validTo }: PeerCertificate): string {
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  return `${subject}, issued by ${issuer}, valid ${day(validFrom)} to ${day(validTo)}, SHA-256 ${fingerprint}`;
}
