/**
 * RouterOS API framing: a word is its length in 1 to 5 octets and its bytes; a sentence is words and a word of length 0
 * (MikroTik's manual of the API, "API words" and "API sentences").
 */
export function encodeSentence(words: readonly (string | Uint8Array)[]): Buffer {
  const bytes = words.map((word) => (typeof word === 'string' ? Buffer.from(word, 'utf8') : word));
  let total = 1;
  for (const word of bytes) total += lengthOctets(word.length) + word.length;
  const out = Buffer.allocUnsafe(total);
  let at = 0;
  for (const word of bytes) {
    // A word of length 0 is the end of the sentence, so an empty one cannot be said.
    if (word.length === 0) throw new RangeError('a word of a RouterOS sentence is never empty');
    at = writeLength(out, at, word.length);
    out.set(word, at);
    at += word.length;
  }
  out[at] = 0;
  return out;
}

function lengthOctets(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x4000) return 2;
  if (length < 0x20_0000) return 3;
  return length < 0x1000_0000 ? 4 : 5;
}

function writeLength(out: Buffer, at: number, length: number): number {
  switch (lengthOctets(length)) {
    case 1:
      return out.writeUInt8(length, at);
    case 2:
      return out.writeUInt16BE(length | 0x8000, at);
    case 3:
      return out.writeUIntBE(length | 0xc0_0000, at, 3);
    case 4:
      return out.writeUInt32BE((length | 0xe000_0000) >>> 0, at);
    default:
      out.writeUInt8(0xf0, at);
      return out.writeUInt32BE(length, at + 1);
  }
}
