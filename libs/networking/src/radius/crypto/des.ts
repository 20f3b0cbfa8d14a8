import { DES } from 'des.js';

/**
 * One DES block under a 56-bit key, for MS-CHAP (RFC 2759 §8.6), three of them a login. OpenSSL 3 refuses des-ecb; triple DES with
 * the same key three times would do, at twice the time and with an object outside of the heap for each.
 */
export function desBlock(clear: Buffer, key56: Buffer): Buffer {
  const cipher = DES.create({ type: 'encrypt', key: withParity(key56), padding: false });
  return Buffer.from(cipher.update(clear.subarray(0, 8)));
}

/** Spreads seven bytes over eight; DES ignores the lowest bit of each. */
function withParity(key56: Buffer): Buffer {
  const key = Buffer.alloc(8);
  let carry = 0;
  for (let k = 0; k < 8; k += 1) {
    const next = key56[k] ?? 0;
    key[k] = k === 7 ? carry << 1 : ((carry << (8 - k)) | (next >> k)) & 0xfe;
    carry = next & ((1 << (k + 1)) - 1);
  }
  return key;
}
