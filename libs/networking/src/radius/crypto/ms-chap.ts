import { hash, timingSafeEqual } from 'node:crypto';
import { desBlock } from './des.js';
import { md4 } from './md4.js';

const MAGIC_SIGNING = Buffer.from('Magic server to client signing constant');
const MAGIC_PAD = Buffer.from('Pad to make it do more than one iteration');

export function ntPasswordHash(password: string): Buffer {
  return md4(Buffer.from(password, 'utf16le'));
}

/** RFC 2759 §8.2: eight bytes that bind both challenges and the name, without its Windows domain. */
export function challengeHash(peerChallenge: Buffer, challenge: Buffer, userName: Buffer): Buffer {
  const domain = userName.lastIndexOf(0x5c);
  const name = domain < 0 ? userName : userName.subarray(domain + 1);
  return hash('sha1', Buffer.concat([peerChallenge, challenge, name]), 'buffer').subarray(0, 8);
}

/** RFC 2759 §8.5: the eight bytes under three DES keys cut from the password hash. */
export function challengeResponse(challenge8: Buffer, passwordHash: Buffer): Buffer {
  const keys = Buffer.alloc(21);
  passwordHash.copy(keys);
  return Buffer.concat([0, 7, 14].map((at) => desBlock(challenge8, keys.subarray(at, at + 7))));
}

export interface MsChap2Attempt {
  readonly ident: number;
  readonly peerChallenge: Buffer;
  readonly response: Buffer;
}

/** MS-CHAP2-Response, RFC 2548 §2.3.2. */
export function readMsChap2Response(value: Buffer): MsChap2Attempt | undefined {
  if (value.length !== 50) return undefined;
  return { ident: value[0] ?? 0, peerChallenge: value.subarray(2, 18), response: value.subarray(26, 50) };
}

export function ntResponse(userName: Buffer, passwordHash: Buffer, challenge: Buffer, peerChallenge: Buffer): Buffer {
  return challengeResponse(challengeHash(peerChallenge, challenge, userName), passwordHash);
}

/** `challenge8` is what `challengeHash` makes of the attempt. */
export function msChap2Matches(attempt: MsChap2Attempt, challenge8: Buffer, passwordHash: Buffer): boolean {
  return timingSafeEqual(challengeResponse(challenge8, passwordHash), attempt.response);
}

/** MS-CHAP version 1, RFC 2433: the NT answer alone; the older LAN Manager answer is refused. */
export function msChap1Matches(value: Buffer, passwordHash: Buffer, challenge: Buffer): boolean {
  if (value.length !== 50 || challenge.length !== 8 || value[1] !== 1) return false;
  return timingSafeEqual(challengeResponse(challenge, passwordHash), value.subarray(26, 50));
}

/** RFC 2759 §8.7: what proves to the peer that the server knows the password as well. */
export function authenticatorResponse(attempt: MsChap2Attempt, challenge8: Buffer, passwordHash: Buffer): string {
  const digest = hash('sha1', Buffer.concat([md4(passwordHash), attempt.response, MAGIC_SIGNING]), 'buffer');
  return `S=${hash('sha1', Buffer.concat([digest, challenge8, MAGIC_PAD]), 'hex').toUpperCase()}`;
}
