import { createPrivateKey, sign } from 'node:crypto';
import { bits, der, integer, octets, oid, positive, sequence, time } from './der.js';
import { algorithmOf, keyId, type OwnCertificate, pem, publicKeyOf, subjectOf } from './own-certificates.js';
import { REVOCATION_REASONS, type RevokedNumber } from './revocation.js';

const DAY_MS = 86_400_000;

/** The revocation list of our own authority (RFC 5280 §5), in PEM: for other programs that ask it for certificates. */
export function makeRevocationList(
  authority: Pick<OwnCertificate, 'key' | 'certificate'>,
  revoked: readonly RevokedNumber[],
  { now, days }: { readonly now: Date; readonly days: number },
): string {
  const signer = createPrivateKey(authority.key);
  const algorithm = algorithmOf(signer);
  const body = sequence(
    integer(Buffer.of(1)),
    algorithm,
    subjectOf(authority.certificate),
    time(now),
    time(new Date(now.getTime() + days * DAY_MS)),
    // RFC 5280 §5.1.2.6: with nobody on it the list of entries is left out.
    ...(revoked.length === 0 ? [] : [sequence(...revoked.map(entry))]),
    der(0xa0, sequence(...extensions(authority.certificate, now))),
  );
  return pem(sequence(body, algorithm, bits(sign('sha256', body, signer))), 'X509 CRL');
}

function entry({ serial, atMs, reason }: RevokedNumber): Buffer {
  const code = REVOCATION_REASONS[reason];
  const said = sequence(sequence(oid('2.5.29.21'), octets(der(0x0a, Buffer.of(code)))));
  // RFC 5280 §5.3.1: that there is no reason is not said.
  return sequence(positive(serial), time(new Date(atMs)), ...(code === 0 ? [] : [said]));
}

/** Who signed it, and its number: one that grows with each list. */
function extensions(certificate: string, now: Date): Buffer[] {
  return [
    sequence(oid('2.5.29.35'), octets(sequence(der(0x80, keyId(publicKeyOf(certificate)))))),
    sequence(oid('2.5.29.20'), octets(positive(now.getTime().toString(16)))),
  ];
}
