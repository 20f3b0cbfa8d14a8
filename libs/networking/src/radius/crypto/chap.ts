import { md5 } from './md5.js';
import { sameSecretBytes } from './same-bytes.js';

/** RFC 1994 §4.1, RFC 2865 §5.3: MD5 over the CHAP id, the password and the challenge. */
export function chapDigest(id: number, password: Buffer, challenge: Buffer): Buffer {
  return md5(Buffer.from([id]), password, challenge);
}

/** `value` is CHAP-Password: the id and sixteen bytes. */
export function chapMatches(value: Buffer, password: Buffer, challenge: Buffer): boolean {
  if (value.length !== 17) return false;
  return sameSecretBytes(chapDigest(value[0] ?? 0, password, challenge), value, 1);
}

/** PAP: equal length and equal bytes, compared in constant time. */
export function papMatches(given: Buffer, password: Buffer): boolean {
  return given.length === password.length && sameSecretBytes(given, password);
}
