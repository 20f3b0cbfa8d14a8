import { createHash, randomBytes } from 'node:crypto';

/** The one source of randomness for ids, tokens and secrets. */
export abstract class RandomSource {
  abstract bytes(length: number): Buffer;

  /** URL-safe text with `length` random bytes in it (16 bytes = 128 bits). */
  token(length = 32): string {
    return this.bytes(length).toString('base64url');
  }

  /** Uniform integer, `0 <= n < bound`. */
  below(bound: number): number {
    return Number(this.bytes(6).readUIntBE(0, 6) % bound);
  }
}

const PORTION = 4_096;

/** Asked of the system in portions, since a call costs more than its bytes. Each byte is given once, and not kept. */
export class SystemRandom extends RandomSource {
  private portion = Buffer.alloc(0);

  bytes(length: number): Buffer {
    if (length > PORTION) return randomBytes(length);
    if (this.portion.length < length) this.portion = randomBytes(PORTION);
    const given = Buffer.from(this.portion.subarray(0, length));
    this.portion.fill(0, 0, length);
    this.portion = this.portion.subarray(length);
    return given;
  }
}

/** The same seed gives the same bytes: SHA-256 in counter mode. For tests, demo data and simulations only. */
export class SeededRandom extends RandomSource {
  private counter = 0;
  private pool = Buffer.alloc(0);

  private readonly seed: string;

  constructor(seed: string) {
    super();
    this.seed = seed;
  }

  bytes(length: number): Buffer {
    while (this.pool.length < length) {
      const block = createHash('sha256').update(`${this.seed}:${this.counter}`).digest();
      this.counter += 1;
      this.pool = Buffer.concat([this.pool, block]);
    }
    const taken = this.pool.subarray(0, length);
    this.pool = this.pool.subarray(length);
    return Buffer.from(taken);
  }
}
