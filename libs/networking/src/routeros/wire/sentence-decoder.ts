import { RouterError } from '../errors.js';
import type { WireLimits } from './limits.js';

/** The words of one sentence. They may share memory with what was pushed: read them before the call returns. */
export type Sentence = readonly Buffer[];

/**
 * Takes octets as the network cuts them and gives whole sentences. Holds at most one sentence, and of a word only what has
 * arrived: a length alone makes nobody allocate. Throws ROUTER_REPLY_TOO_LARGE or ROUTER_GARBLED, and is then of no more use.
 */
export class SentenceDecoder {
  private words: Buffer[] = [];
  private sentenceOctets = 0;
  /** How many of `words` no longer point into what was pushed last. */
  private kept = 0;
  private lengthLeft = 0;
  private length = 0;
  private partial: Buffer | undefined;
  private filled = 0;
  private readonly limits: WireLimits;

  constructor(
    limits: WireLimits,
    private readonly onSentence: (sentence: Sentence) => void,
  ) {
    this.limits = limits;
  }

  /** True between sentences: an end of the stream here has cut nothing. */
  get atBoundary(): boolean {
    return this.words.length === 0 && this.partial === undefined && this.lengthLeft === 0;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.partial) at = this.fillWord(chunk, at);
      else if (this.lengthLeft > 0) at = this.fillLength(chunk, at);
      else at = this.startLength(chunk, at);
    }
    for (; this.kept < this.words.length; this.kept += 1) {
      const word = this.words[this.kept];
      if (word) this.words[this.kept] = Buffer.from(word);
    }
  }

  private startLength(chunk: Buffer, at: number): number {
    const first = chunk[at] ?? 0;
    if (first < 0x80) return this.startWord(chunk, at + 1, first);
    if (first < 0xc0) this.expectLength(first & 0x3f, 1);
    else if (first < 0xe0) this.expectLength(first & 0x1f, 2);
    else if (first < 0xf0) this.expectLength(first & 0x0f, 3);
    else if (first === 0xf0) this.expectLength(0, 4);
    else throw new RouterError('ROUTER_GARBLED', `The router sent the control byte 0x${first.toString(16)}.`, SENT);
    return at + 1;
  }

  private expectLength(high: number, octets: number): void {
    this.length = high;
    this.lengthLeft = octets;
  }

  private fillLength(chunk: Buffer, at: number): number {
    this.length = this.length * 256 + (chunk[at] ?? 0);
    this.lengthLeft -= 1;
    return this.lengthLeft > 0 ? at + 1 : this.startWord(chunk, at + 1, this.length);
  }

  private startWord(chunk: Buffer, at: number, length: number): number {
    if (length === 0) {
      this.endSentence();
      return at;
    }
    this.sentenceOctets += length;
    const { wordOctets, sentenceOctets, sentenceWords } = this.limits;
    if (length > wordOctets || this.sentenceOctets > sentenceOctets || this.words.length >= sentenceWords)
      throw new RouterError('ROUTER_REPLY_TOO_LARGE', 'The router sent a sentence longer than any honest one.', SENT);
    if (at + length <= chunk.length) {
      this.words.push(chunk.subarray(at, at + length));
      return at + length;
    }
    this.length = length;
    this.partial = Buffer.allocUnsafe(Math.min(length, Math.max(FIRST_ROOM, chunk.length - at)));
    this.filled = 0;
    return at;
  }

  private fillWord(chunk: Buffer, at: number): number {
    const take = Math.min(this.length - this.filled, chunk.length - at);
    const room = this.roomFor(this.filled + take);
    chunk.copy(room, this.filled, at, at + take);
    this.filled += take;
    if (this.filled === this.length) {
      this.words.push(room.subarray(0, this.length));
      this.partial = undefined;
    }
    return at + take;
  }

  private roomFor(octets: number): Buffer {
    const now = this.partial ?? Buffer.alloc(0);
    if (octets <= now.length) return now;
    const larger = Buffer.allocUnsafe(Math.min(this.length, Math.max(octets, now.length * 2)));
    now.copy(larger, 0, 0, this.filled);
    this.partial = larger;
    return larger;
  }

  private endSentence(): void {
    const sentence = this.words;
    this.words = [];
    this.kept = 0;
    this.sentenceOctets = 0;
    // RouterOS may send empty sentences to keep a line open; they say nothing.
    if (sentence.length > 0) this.onSentence(sentence);
  }
}

const FIRST_ROOM = 256;
const SENT = { outcome: 'unknown' } as const;
