/**
 * RouterOS API framing for the simulator. It shares no line with the product's client, so that a misreading of the manual
 * by one is found by the other.
 */
export function encodeWords(words: readonly Uint8Array[]): Buffer {
  return Buffer.concat([...words.flatMap((word) => [lengthPrefix(word.length), word]), Buffer.of(0)]);
}

function lengthPrefix(length: number): Buffer {
  if (length <= 0x7f) return Buffer.of(length);
  if (length <= 0x3fff) return Buffer.of(0x80 | (length >> 8), length & 0xff);
  if (length <= 0x1fffff) return Buffer.of(0xc0 | (length >> 16), (length >> 8) & 0xff, length & 0xff);
  const four = Buffer.of(length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
  if (length > 0xfffffff) return Buffer.concat([Buffer.of(0xf0), four]);
  four[0] = (four[0] ?? 0) | 0xe0;
  return four;
}

export class UnreadableError extends Error {}

/** Collects what has arrived and cuts whole sentences off its front. */
export class WordReader {
  private waiting = Buffer.alloc(0);
  private readonly longestWord: number;
  private words: Buffer[] = [];

  constructor(longestWord = 1 << 20) {
    this.longestWord = longestWord;
  }

  push(chunk: Buffer): Buffer[][] {
    const bytes = this.waiting.length === 0 ? chunk : Buffer.concat([this.waiting, chunk]);
    const sentences: Buffer[][] = [];
    let at = 0;
    for (;;) {
      const word = this.wordAt(bytes, at);
      if (!word) break;
      at = word.end;
      if (word.bytes.length > 0) this.words.push(Buffer.from(word.bytes));
      else {
        if (this.words.length > 0) sentences.push(this.words);
        this.words = [];
      }
    }
    this.waiting = Buffer.from(bytes.subarray(at));
    return sentences;
  }

  private wordAt(bytes: Buffer, at: number): { bytes: Buffer; end: number } | undefined {
    const first = bytes[at];
    if (first === undefined) return undefined;
    if (first > 0xf0) throw new UnreadableError('control byte');
    const more = first < 0x80 ? 0 : first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (bytes.length < at + 1 + more) return undefined;
    let length = more === 4 ? 0 : first & (0x7f >> more);
    for (let k = 1; k <= more; k += 1) length = length * 256 + (bytes[at + k] ?? 0);
    if (length > this.longestWord) throw new UnreadableError('word too long');
    const start = at + 1 + more;
    return bytes.length < start + length
      ? undefined
      : { bytes: bytes.subarray(start, start + length), end: start + length };
  }
}
