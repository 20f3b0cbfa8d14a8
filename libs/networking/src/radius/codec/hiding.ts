import { fail, ok, type Result } from '@demarc/kernel';
import { md5 } from '../crypto/md5.js';

const BLOCK = 16;
const MAX_PASSWORD = 128;

export type HidingFault = 'hidden_length' | 'hidden_content' | 'value_too_long';

/** User-Password as RFC 2865 §5.2 sends it: padded to 16 bytes, each block XORed with MD5(secret + previous block). */
export function hidePassword(password: Buffer, secret: Buffer, authenticator: Buffer): Result<Buffer, HidingFault> {
  if (password.length > MAX_PASSWORD) return fail('value_too_long');
  const padded = Buffer.alloc(Math.max(BLOCK, Math.ceil(password.length / BLOCK) * BLOCK));
  password.copy(padded);
  return ok(cover(padded, secret, authenticator));
}

/** The password in the clear, its padding taken off. A wrong secret gives noise, not an error. */
export function revealPassword(hidden: Buffer, secret: Buffer, authenticator: Buffer): Result<Buffer, HidingFault> {
  if (hidden.length < BLOCK || hidden.length > MAX_PASSWORD || hidden.length % BLOCK !== 0)
    return fail('hidden_length');
  const clear = uncover(hidden, secret, authenticator);
  let end = clear.length;
  while (end > 0 && clear[end - 1] === 0) end -= 1;
  return ok(clear.subarray(0, end));
}

/**
 * Tunnel-Password and the MS-MPPE keys (RFC 2868 §3.5, RFC 2548 §2.4): a two-byte salt with its highest bit set, then
 * the length and the value hidden like a password, the salt joined to the request's authenticator.
 */
export function hideSalted(
  value: Buffer,
  secret: Buffer,
  authenticator: Buffer,
  salt: number,
): Result<Buffer, HidingFault> {
  const size = Math.ceil((value.length + 1) / BLOCK) * BLOCK;
  if (size > 240) return fail('value_too_long');
  const padded = Buffer.alloc(size);
  padded[0] = value.length;
  value.copy(padded, 1);
  const head = Buffer.alloc(2);
  head.writeUInt16BE((salt & 0x7fff) | 0x8000);
  return ok(Buffer.concat([head, cover(padded, secret, Buffer.concat([authenticator, head]))]));
}

export function revealSalted(hidden: Buffer, secret: Buffer, authenticator: Buffer): Result<Buffer, HidingFault> {
  if (hidden.length < 2 + BLOCK || (hidden.length - 2) % BLOCK !== 0) return fail('hidden_length');
  const salt = hidden.subarray(0, 2);
  const clear = uncover(hidden.subarray(2), secret, Buffer.concat([authenticator, salt]));
  const length = clear[0] ?? 0;
  return length > clear.length - 1 ? fail('hidden_content') : ok(clear.subarray(1, 1 + length));
}

function cover(padded: Buffer, secret: Buffer, start: Buffer): Buffer {
  const hidden = Buffer.allocUnsafe(padded.length);
  let previous = start;
  for (let at = 0; at < padded.length; at += BLOCK) {
    mix(hidden, padded, at, secret, previous);
    previous = hidden.subarray(at, at + BLOCK);
  }
  return hidden;
}

function uncover(hidden: Buffer, secret: Buffer, start: Buffer): Buffer {
  const clear = Buffer.allocUnsafe(hidden.length);
  let previous = start;
  for (let at = 0; at < hidden.length; at += BLOCK) {
    mix(clear, hidden, at, secret, previous);
    previous = hidden.subarray(at, at + BLOCK);
  }
  return clear;
}

function mix(target: Buffer, source: Buffer, at: number, secret: Buffer, previous: Buffer): void {
  const mask = md5(secret, previous);
  for (let k = 0; k < BLOCK; k += 1) target[at + k] = (source[at + k] ?? 0) ^ (mask[k] ?? 0);
}
