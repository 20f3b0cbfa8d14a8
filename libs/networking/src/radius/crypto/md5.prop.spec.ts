import { createHmac, hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacKey, Md5, md5 } from './md5.js';
import { sameSecretBytes } from './same-bytes.js';

const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength, size: 'max' }).map((given) => Buffer.from(given));

describe('MD5', () => {
  it('of parts is what OpenSSL says of the whole, over every border of a block', () => {
    fc.assert(
      fc.property(fc.array(bytes(200), { maxLength: 4 }), (parts) => {
        expect(md5(...parts)).toEqual(hash('md5', Buffer.concat(parts), 'buffer'));
      }),
      { numRuns: 2_000 },
    );
  });

  it('of the first bytes of a message, alone and keyed, is what OpenSSL says', () => {
    const sums = new Md5(600);
    fc.assert(
      fc.property(bytes(600), bytes(150), (message, secret) => {
        sums.input.set(message);
        expect(sums.sum(message.length)).toEqual(hash('md5', message, 'buffer'));
        sums.input.set(message);
        expect(sums.hmac(hmacKey(secret), message.length)).toEqual(createHmac('md5', secret).update(message).digest());
      }),
      { numRuns: 2_000 },
    );
  });

  it('of more than there is room for is refused, or given room', () => {
    expect(() => new Md5(10).sum(11)).toThrow(RangeError);
    const long = Buffer.alloc(20_000, 7);
    expect(md5(long)).toEqual(hash('md5', long, 'buffer'));
  });
});

describe('secret bytes', () => {
  it('are the same only when every one is, at that place', () => {
    const digest = Buffer.from('0123456789abcdef');
    expect(sameSecretBytes(digest, Buffer.concat([Buffer.from('xx'), digest]), 2)).toBe(true);
    expect(sameSecretBytes(digest, digest.subarray(0, 15))).toBe(false);
    for (let at = 0; at < digest.length; at += 1) {
      const changed = Buffer.from(digest);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      expect(sameSecretBytes(digest, changed)).toBe(false);
    }
  });
});
