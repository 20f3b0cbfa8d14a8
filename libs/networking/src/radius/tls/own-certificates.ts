import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { isIP } from 'node:net';
import type { RandomSource } from '@demarc/kernel';
import ipaddr from 'ipaddr.js';
import { bits, der, elementsOf, integer, octets, oid, sequence, set, time, utf8, yes } from './der.js';

/** Key and certificate as files hold them. */
export interface OwnCertificate {
  readonly key: string;
  readonly certificate: string;
  readonly fingerprint: string;
  readonly validTo: Date;
}

export interface Wanted {
  readonly name: string;
  /** `router`: shows itself to us as a client. `server`: what routers connect to. */
  readonly use: 'authority' | 'server' | 'router';
  /** DNS names and IP addresses beside the name. */
  readonly names?: readonly string[];
  readonly days: number;
  /** RSA unless asked otherwise: every RouterOS reads it. */
  readonly keys?: 'rsa' | 'ec';
}

const DAY_MS = 86_400_000;
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

/** Makes the few certificates that RADIUS over TLS needs (X.509 v3, RFC 5280): an authority, the server, the routers. */
export class CertificateMaker {
  constructor(
    private readonly random: RandomSource,
    private readonly now: Date,
  ) {}

  /** Signed by the authority, or by itself when there is none. */
  make(wanted: Wanted, authority?: Pick<OwnCertificate, 'key' | 'certificate'>): OwnCertificate {
    const { privateKey, publicKey } = newKeys(wanted.keys ?? 'rsa');
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const signer = authority ? createPrivateKey(authority.key) : privateKey;
    const issuer = authority ? subjectOf(authority.certificate) : nameOf(wanted.name);
    const issuerKey = authority ? publicKeyOf(authority.certificate) : spki;
    const validTo = new Date(this.now.getTime() + wanted.days * DAY_MS);
    const algorithm = algorithmOf(signer);
    const body = sequence(
      der(0xa0, integerTwo()),
      integer(Buffer.concat([Buffer.of(1), this.random.bytes(15)])),
      algorithm,
      issuer,
      // Clocks differ: a day before now it is valid already.
      sequence(time(new Date(this.now.getTime() - DAY_MS)), time(validTo)),
      nameOf(wanted.name),
      spki,
      der(0xa3, sequence(...extensions(wanted, spki, issuerKey))),
    );
    const bytes = sequence(body, algorithm, bits(sign('sha256', body, signer)));
    return {
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      certificate: pem(bytes),
      fingerprint: createHash('sha256').update(bytes).digest('hex'),
      validTo,
    };
  }
}

function newKeys(kind: 'rsa' | 'ec'): { privateKey: KeyObject; publicKey: KeyObject } {
  return kind === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
}

const integerTwo = (): Buffer => der(0x02, Buffer.of(2));

/** How a key of ours signs, as it is named in what it signs. */
export function algorithmOf(signer: KeyObject): Buffer {
  return signer.asymmetricKeyType === 'ec'
    ? sequence(oid('1.2.840.10045.4.3.2'))
    : sequence(oid('1.2.840.113549.1.1.11'), der(0x05));
}

function nameOf(text: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(text))));
}

function extensions({ use, name, names = [] }: Wanted, spki: Buffer, issuerKey: Buffer): Buffer[] {
  const isAuthority = use === 'authority';
  const extension = (id: string, value: Buffer, isCritical = false): Buffer =>
    sequence(oid(id), ...(isCritical ? [yes()] : []), octets(value));
  const usage = isAuthority ? bits(Buffer.of(0x06), 1) : bits(Buffer.of(0xa0), 5);
  const shown = [...new Set([name, ...names])].filter((one) => isIP(one) > 0 || isHostName(one));
  return [
    extension('2.5.29.19', isAuthority ? sequence(yes()) : sequence(), true),
    extension('2.5.29.15', usage, true),
    extension('2.5.29.14', octets(keyId(spki))),
    extension('2.5.29.35', sequence(der(0x80, keyId(issuerKey)))),
    ...(isAuthority ? [] : [extension('2.5.29.37', sequence(oid(use === 'server' ? SERVER_AUTH : CLIENT_AUTH)))]),
    ...(isAuthority || shown.length === 0 ? [] : [extension('2.5.29.17', sequence(...shown.map(alternative)))]),
  ];
}

function isHostName(text: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);
}

function alternative(name: string): Buffer {
  return isIP(name) > 0
    ? der(0x87, Buffer.from(ipaddr.parse(name).toByteArray()))
    : der(0x82, Buffer.from(name.toLowerCase(), 'ascii'));
}

/** RFC 7093 §2: 160 bits of the SHA-256 of the key. */
export function keyId(spki: Buffer): Buffer {
  return createHash('sha256').update(spki).digest().subarray(0, 20);
}

/** The name in the certificate of an authority, byte for byte: it may have been made elsewhere. */
export function subjectOf(certificate: string): Buffer {
  const [body] = elementsOf(new X509Certificate(certificate).raw);
  const subject = body && elementsOf(body)[5];
  if (!subject) throw new Error('the certificate of the authority cannot be read');
  return subject;
}

export function publicKeyOf(certificate: string): Buffer {
  return createPublicKey(certificate).export({ type: 'spki', format: 'der' });
}

export function pem(bytes: Buffer, what = 'CERTIFICATE'): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${what}-----`, ...lines, `-----END ${what}-----`, ''].join('\n');
}
