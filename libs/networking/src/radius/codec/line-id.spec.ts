import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineIdBytes, lineIdOf, plainLineId } from './line-id.js';

describe('the id of a line', () => {
  it.each([
    ['text as it is', 'Gi0/1:100.7', 'Gi0/1:100.7'],
    ['the bytes of a text', '0x4769302F313A3130302E37', 'Gi0/1:100.7'],
    ['bytes that are no text', '0x000400640102', '0x000400640102'],
    ['bytes in capitals', '0X0004FF', '0x0004ff'],
    ['blanks around it', '  olt-3 ', 'olt-3'],
    ['an umlaut', 'Häuser', '0x48c3a475736572'],
    ['nothing', '', undefined],
    ['blanks alone', ' \t ', undefined],
    ['half a byte', '0x123', '0x123'],
    ['zero bytes behind a text', '0x6f6c742d3300', 'olt-3'],
    ['a zero byte that is part of it', '0x0004006400', '0x0004006400'],
    ['more than an option can hold', 'x'.repeat(250), undefined],
  ])('of %s has one spelling', (_what, given, plain) => {
    expect(plainLineId(given)).toBe(plain);
  });

  it('is the same however it is written, and stays itself', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (given) => {
        const bytes = Buffer.from(given);
        const plain = lineIdOf(bytes);
        expect(plainLineId(`0x${bytes.toString('hex')}`)).toBe(plain);
        if (plain !== undefined) expect([plainLineId(plain), lineIdOf(lineIdBytes(plain))]).toEqual([plain, plain]);
      }),
    );
  });
});
