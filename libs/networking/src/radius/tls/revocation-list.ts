import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import { contentOf, elementsOf, oid, readTime } from './der.js';
import { subjectOf } from './own-certificates.js';
import { type PeerCertificate, plainSerial } from './peer-certificate.js';
import { reasonOf, type Revocation } from './revocation.js';

/** What an authority has revoked (RFC 5280 §5), as it was read from a file and its signature proved. */
export interface RevocationList {
  /** The name of the authority as it is encoded, in hexadecimal. */
  readonly issuerBytes: string;
  readonly nextUpdate: Date | undefined;
  readonly revoked: ReadonlyMap<string, Revocation>;
}

/** RFC 4055, RFC 5758: by what a list was hashed; Ed25519 (RFC 8410) hashes by itself. */
const HASHES: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  [
    ['1.2.840.113549.1.1.11', 'sha256'],
    ['1.2.840.113549.1.1.12', 'sha384'],
    ['1.2.840.113549.1.1.13', 'sha512'],
    ['1.2.840.10045.4.3.2', 'sha256'],
    ['1.2.840.10045.4.3.3', 'sha384'],
    ['1.2.840.10045.4.3.4', 'sha512'],
    ['1.3.101.112', undefined],
  ].map(([name = '', hash]) => [oid(name).toString('hex'), hash]),
);
const REASON = oid('2.5.29.21');
const SCOPE = oid('2.5.29.28');
const INDIRECT = 0x84;
const BEGIN = '-----BEGIN X509 CRL-----';

/** All lists of a file, PEM or DER. Throws what is wrong with it: a list that cannot be trusted is not half a list. */
export function readRevocationLists(file: Buffer, authorities: string): RevocationList[] {
  const signers = certificatesIn(authorities).map((text) => ({
    name: subjectOf(text).toString('hex'),
    key: new X509Certificate(text).publicKey,
  }));
  return listsIn(file).map((bytes) => readList(bytes, signers));
}

/** Undefined: none of these has revoked it. A list that is past its time still says who is on it. */
export function revocationOf(lists: readonly RevocationList[], certificate: PeerCertificate): Revocation | undefined {
  const own = lists.filter(({ issuerBytes }) => issuerBytes === certificate.issuerBytes);
  return own.map(({ revoked }) => revoked.get(certificate.serial)).find((one) => one !== undefined);
}

function readList(
  bytes: Buffer,
  signers: readonly { readonly name: string; readonly key: KeyObject }[],
): RevocationList {
  const [body, algorithm, signature] = elementsOf(bytes);
  if (!body || !algorithm || !signature) throw new Error('this is no revocation list');
  const fields = elementsOf(body);
  const [, issuer, , ...rest] = fields[0]?.[0] === 0x02 ? fields.slice(1) : fields;
  const issuerBytes = issuer?.toString('hex') ?? '';
  const named = signers.filter(({ name }) => name === issuerBytes);
  if (!named.some(({ key }) => isSigned(body, algorithm, signature, key)))
    throw new Error('the revocation list is not signed by the authority that is set');
  const ofTag = (...tags: readonly number[]): Buffer | undefined => rest.find(([tag = 0]) => tags.includes(tag));
  const [next, entries, extensions] = [ofTag(0x17, 0x18), ofTag(0x30), ofTag(0xa0)];
  for (const extension of extensions ? elementsOf(contentOf(extensions)) : []) mustBeUnderstood(extension);
  return {
    issuerBytes,
    nextUpdate: next && readTime(next),
    revoked: new Map((entries ? elementsOf(entries) : []).map(readEntry)),
  };
}

function readEntry(bytes: Buffer): [serial: string, revocation: Revocation] {
  const [serial, at, extensions] = elementsOf(bytes);
  if (!serial || !at) throw new Error('the revocation list has an entry without number or time');
  let reason = reasonOf(0);
  for (const extension of extensions ? elementsOf(extensions) : []) {
    const { id, value, isCritical } = readExtension(extension);
    if (id.equals(REASON)) reason = reasonOf(contentOf(value)[0] ?? 0);
    else if (isCritical) throw new Error('the revocation list has entries of other authorities');
  }
  return [plainSerial(serial), { atMs: readTime(at).getTime(), reason }];
}

/** RFC 5280 §5.2: what is critical and not understood makes the list useless. A delta list is one of these. */
function mustBeUnderstood(extension: Buffer): void {
  const { id, value, isCritical } = readExtension(extension);
  const isWhole = id.equals(SCOPE) && !elementsOf(value).some(([tag]) => tag === INDIRECT);
  if (isCritical && !isWhole) throw new Error('the revocation list is a part of one, or for several authorities');
}

function readExtension(extension: Buffer): { id: Buffer; value: Buffer; isCritical: boolean } {
  const parts = elementsOf(extension);
  const [id, value] = [parts[0], parts.at(-1)];
  if (!id || !value || parts.length < 2) throw new Error('the revocation list has a garbled extension');
  return { id, value: contentOf(value), isCritical: parts.length === 3 };
}

function isSigned(body: Buffer, algorithm: Buffer, signature: Buffer, key: KeyObject): boolean {
  const name = elementsOf(algorithm)[0]?.toString('hex') ?? '';
  if (!Object.hasOwn(HASHES, name)) throw new Error('the revocation list is signed in a way that is not known here');
  return verify(HASHES[name], body, key, contentOf(signature).subarray(1));
}

function listsIn(file: Buffer): Buffer[] {
  const text = file.toString('latin1');
  if (!text.includes(BEGIN)) return [file];
  return text
    .split(BEGIN)
    .slice(1)
    .map((part) => Buffer.from(part.split('-----END')[0] ?? '', 'base64'));
}

function certificatesIn(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
