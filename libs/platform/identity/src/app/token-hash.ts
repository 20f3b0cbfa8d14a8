import { createHash } from 'node:crypto';

/**
 * How tokens and API secrets are stored. They hold 256 random bits, so nothing can be guessed from a fast hash, and a slow
 * one would only make every request slow; slow hashes are for what people choose.
 */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
