import type { X509Certificate } from 'node:crypto';
import { contentOf, elementsOf } from './der.js';

/** A certificate as it is recognised, and shown to people. */
export interface PeerCertificate {
  /** SHA-256 in hexadecimal, in lower case and without colons. */
  readonly fingerprint: string;
  /** Common name, or what stands in its place. */
  readonly subject: string;
  /** DNS names and addresses, and the common name where there are none; in lower case. */
  readonly names: readonly string[];
  readonly issuer: string;
  /** What a revocation list names it by: its number, under the name of its issuer as it is encoded; both in hexadecimal. */
  readonly serial: string;
  readonly issuerBytes: string;
  readonly validFrom: Date;
  readonly validTo: Date;
}

export function plainFingerprint(text: string): string {
  return text.replaceAll(':', '').toLowerCase();
}

export function readPeerCertificate(x509: X509Certificate): PeerCertificate {
  const common = commonName(x509.subject);
  const alternatives = alternativeNames(x509.subjectAltName ?? '');
  const names = alternatives.length > 0 || common === undefined ? alternatives : [common.toLowerCase()];
  return {
    fingerprint: plainFingerprint(x509.fingerprint256),
    subject: common ?? alternatives[0] ?? 'no name',
    names,
    issuer: commonName(x509.issuer) ?? 'no name',
    ...numberOf(x509.raw),
    validFrom: new Date(x509.validFrom),
    validTo: new Date(x509.validTo),
  };
}

/** RFC 5280 §4.1: serial number and issuer stand behind the version, which the oldest certificates leave out. */
export function numberOf(raw: Buffer): { readonly serial: string; readonly issuerBytes: string } {
  const [body] = elementsOf(raw);
  const fields = body ? elementsOf(body) : [];
  const [serial, , issuer] = fields[0]?.[0] === 0xa0 ? fields.slice(1) : fields;
  if (!serial || !issuer) throw new Error('this is no certificate');
  return { serial: plainSerial(serial), issuerBytes: issuer.toString('hex') };
}

export function plainSerial(element: Buffer): string {
  return contentOf(element)
    .toString('hex')
    .replace(/^(00)+(?=..)/, '');
}

/** Of a name with several, none: who is meant would be a guess. */
function commonName(name: string | undefined): string | undefined {
  const found = (name ?? '').split('\n').filter((line) => line.startsWith('CN='));
  return found.length === 1 ? found[0]?.slice(3) : undefined;
}

/** Node writes a value in quotes where it could be taken for two: such a one is no name of ours. */
function alternativeNames(text: string): string[] {
  return text.split(', ').flatMap((part) => {
    const name = /^(?:DNS|IP Address):([\w.:-]+)$/.exec(part)?.[1];
    return name === undefined ? [] : [name.toLowerCase()];
  });
}
