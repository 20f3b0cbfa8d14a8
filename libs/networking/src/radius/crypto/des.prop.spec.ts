import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desBlock } from './des.js';

/** OpenSSL 3 refuses des-ecb, but triple DES with the same key three times is encrypt, decrypt, encrypt: single DES. */
function byOpenssl(clear: Buffer, key56: Buffer): Buffer {
  const bits = [...key56].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  const key = Buffer.from((bits.match(/.{7}/g) ?? []).map((seven) => Number.parseInt(seven, 2) << 1));
  return createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null)
    .setAutoPadding(false)
    .update(clear);
}

const bytes = (length: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((given) => Buffer.from(given));

describe('DES', () => {
  it('of a block under a key is what OpenSSL says', () => {
    fc.assert(
      fc.property(bytes(8), bytes(7), (clear, key) => {
        expect(desBlock(clear, key)).toEqual(byOpenssl(clear, key));
      }),
      { numRuns: 2_000 },
    );
  });
});
