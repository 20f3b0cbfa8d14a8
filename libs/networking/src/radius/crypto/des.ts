import { createCipheriv } from 'node:crypto';

/**
 * One DES block under a 56-bit key, for MS-CHAP (RFC 2759 §8.6). OpenSSL 3 refuses des-ecb, but triple DES with the
 * same key three times is encrypt, decrypt, encrypt: single DES.
 */
export function desBlock(clear: Buffer, key56: Buffer): Buffer {
  const key = withParity(key56);
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(clear.subarray(0, 8)), cipher.final()]);
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
