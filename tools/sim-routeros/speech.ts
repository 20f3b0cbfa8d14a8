import { createHash } from 'node:crypto';
import type { TextCoding } from './code-page.ts';
import { encodeWords } from './codec.ts';

export function sentence(words: readonly string[], tag: string | undefined, coding: TextCoding): Buffer {
  const tagged = tag === undefined ? words : [...words, `.tag=${tag}`];
  return encodeWords(tagged.map((word) => coding.encode(word)));
}

export function attributes(row: ReadonlyMap<string, string>): string[] {
  return Array.from(row, ([field, value]) => `=${field}=${value}`);
}

export function responseTo(challenge: string, password: string): string {
  const digest = createHash('md5')
    .update(Buffer.of(0))
    .update(password)
    .update(Buffer.from(challenge, 'hex'))
    .digest('hex');
  return `00${digest}`;
}

export function* hugeRows(octets: number): Generator<Map<string, string>> {
  const filler = 'x'.repeat(1_000);
  for (let sent = 0; sent < octets; sent += 1_024)
    yield new Map([
      ['.id', '*1'],
      ['comment', filler],
    ]);
}

/** A word that claims its length and never ends. */
export function hugeWord(octets: number): Buffer {
  const length = Buffer.alloc(5, 0xf0);
  length.writeUInt32BE(octets, 1);
  return Buffer.concat([length, Buffer.from('!re')]);
}
