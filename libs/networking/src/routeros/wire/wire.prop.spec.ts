import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeWords, WordReader } from '../../../../../tools/sim-routeros/codec.ts';
import { encodeSentence } from './encode.js';
import { DEFAULT_LIMITS, type WireLimits } from './limits.js';
import { parseReply } from './reply.js';
import { SentenceDecoder } from './sentence-decoder.js';
import { textOf } from './text.js';

const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
const sentences = fc.array(fc.array(bytes, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 });
const LARGE: WireLimits = { ...DEFAULT_LIMITS, wordOctets: 8 << 20, sentenceOctets: 16 << 20 };

function decodedIn(pieces: readonly Buffer[], limits = DEFAULT_LIMITS): string[][] {
  const out: string[][] = [];
  const decoder = new SentenceDecoder(limits, (sentence) => out.push(hex(sentence)));
  for (const piece of pieces) {
    decoder.push(piece);
    // The network's buffer is used again as soon as it was read.
    piece.fill(0xaa);
  }
  expect(decoder.atBoundary).toBe(true);
  return out;
}

function cut(whole: Buffer, sizes: readonly number[]): Buffer[] {
  const out: Buffer[] = [];
  for (let at = 0, k = 0; at < whole.length; k += 1) {
    const size = Math.max(1, sizes[k % sizes.length] ?? 1);
    out.push(Buffer.from(whole.subarray(at, at + size)));
    at += size;
  }
  return out;
}

function hex(words: readonly Uint8Array[]): string[] {
  return words.map((word) =>
    word.length > 1_000 ? createHash('sha256').update(word).digest('hex') : Buffer.from(word).toString('hex'),
  );
}

describe('framing', { timeout: 30_000 }, () => {
  it('gives back any sentences, however the network cuts them', () =>
    fc.assert(
      fc.property(
        sentences,
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
        (said, sizes) => {
          const whole = Buffer.concat(said.map((words) => encodeSentence(words)));
          expect(decodedIn(cut(whole, sizes))).toEqual(said.map(hex));
        },
      ),
      { numRuns: 500 },
    ));

  it('is the same as another reading of the manual', () =>
    fc.assert(
      fc.property(sentences, (said) => {
        const ours = Buffer.concat(said.map((words) => encodeSentence(words)));
        expect(Buffer.concat(said.map(encodeWords))).toEqual(ours);
        expect(new WordReader().push(ours).map(hex)).toEqual(said.map(hex));
      }),
    ));

  it.each([1, 0x7f, 0x80, 0x3fff, 0x4000, 0x1f_ffff, 0x20_0000])('carries a word of %d octets', (length) => {
    const word = Buffer.alloc(length, 0x61);
    const whole = encodeSentence([word, 'end']);
    expect(encodeWords([word, Buffer.from('end')]).equals(whole)).toBe(true);
    expect(decodedIn(cut(whole, [65_536]), LARGE)).toEqual([hex([word, Buffer.from('end')])]);
    expect(decodedIn(cut(whole, [1, 2, 3, 65_536]), LARGE)).toEqual([hex([word, Buffer.from('end')])]);
  });

  it('takes lengths that are longer than they need be', () => {
    for (const length of ['8003', 'c00003', 'e0000003', 'f000000003'])
      expect(decodedIn([Buffer.from(`${length}61626300`, 'hex')])).toEqual([['616263']]);
  });

  it.each([
    ['a control byte', 'f8', 'ROUTER_GARBLED'],
    ['a word of 4 GB', 'f0ffffffff', 'ROUTER_REPLY_TOO_LARGE'],
    ['a word above the limit', 'd00001', 'ROUTER_REPLY_TOO_LARGE'],
  ])('refuses %s before holding it', (_what, octets, code) => {
    const decoder = new SentenceDecoder(DEFAULT_LIMITS, () => undefined);
    expect(() => decoder.push(Buffer.from(octets, 'hex'))).toThrow(expect.objectContaining({ code }));
  });

  it('refuses a sentence without end', () => {
    const decoder = new SentenceDecoder(DEFAULT_LIMITS, () => undefined);
    const words = Buffer.from('0161'.repeat(DEFAULT_LIMITS.sentenceWords), 'hex');
    decoder.push(words);
    expect(() => decoder.push(Buffer.from('0161', 'hex'))).toThrow(
      expect.objectContaining({ code: 'ROUTER_REPLY_TOO_LARGE' }),
    );
  });

  it('cannot say an empty word, which would end the sentence', () => {
    expect(() => encodeSentence(['/login', ''])).toThrow(RangeError);
  });
});

const letters = fc.array(fc.integer({ min: 0, max: 0x10_ffff })).map((codes) => String.fromCodePoint(...codes));

describe('texts', () => {
  it('that are UTF-8 come out as they are', () =>
    fc.assert(
      fc.property(letters, (text) => textOf(Buffer.from(text, 'utf8')) === Buffer.from(text, 'utf8').toString('utf8')),
    ));

  it('that are not show each strange octet, and nothing is lost', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => {
        const text = textOf(Buffer.from(octets));
        const back = text.replace(/\\([0-9A-F]{2})/g, (_all, code: string) =>
          String.fromCharCode(0xdc00 + Number.parseInt(code, 16)),
        );
        const again = Buffer.concat(
          Array.from(back, (letter) => {
            const code = letter.codePointAt(0) ?? 0;
            return code >= 0xdc00 && code <= 0xdcff ? Buffer.of(code - 0xdc00) : Buffer.from(letter, 'utf8');
          }),
        );
        fc.pre(!Buffer.from(octets).includes(0x5c));
        expect(again).toEqual(Buffer.from(octets));
      }),
      { numRuns: 1_000 },
    ));
});

describe('replies', () => {
  it('keep values with equals signs, blanks and nothing in them', () => {
    const words = ['!re', '=a=b=c', '=empty=', '=.id=*1', '.tag=7', '=__proto__=x', '=constructor=y', 'loose'];
    const reply = parseReply(words.map((word) => Buffer.from(word)));
    expect(reply).toMatchObject({ kind: 're', tag: '7', loose: ['loose'] });
    expect(Object.entries(reply.attributes)).toEqual([
      ['a', 'b=c'],
      ['empty', ''],
      ['.id', '*1'],
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(reply.attributes['toString']).toBeUndefined();
  });
});
