import { RandomSource } from '@demarc/kernel';
import { generateURI, verifySync } from 'otplib';

const STEP_SECONDS = 30;
const SEED_BYTES = 20;
const RECOVERY_CODES = 10;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 6238 with the parameters that every authenticator knows: SHA-1, 6 digits, 30 seconds. The seed has 160 random bits. */
export function newSeed(random: RandomSource): string {
  return base32(random.bytes(SEED_BYTES));
}

export function otpauthUrl(seed: string, email: string): string {
  return generateURI({ issuer: 'Demarc', label: email, secret: seed });
}

/** The time step that the code belongs to, one step before or after now at most; undefined when it is wrong. */
export function stepOfCode(seed: string, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(now.getTime() / 1_000);
  const result = verifySync({ secret: seed, token: code, epoch, epochTolerance: STEP_SECONDS });
  return result.valid ? Math.floor(epoch / STEP_SECONDS) + result.delta : undefined;
}

/** One-time codes for when the phone is gone: 120 random bits each, so that a fast hash keeps them. */
export function newRecoveryCodes(random: RandomSource): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    base32(random.bytes(15))
      .replaceAll(/(.{6})/g, '$1-')
      .slice(0, -1),
  );
}

/** As it was printed: dashes, spaces and small letters do not matter. */
export function normalisedRecoveryCode(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z2-7]/g, '');
}

function base32(bytes: Buffer): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += BASE32.charAt((value >>> (bits - 5)) & 31);
      bits -= 5;
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32.charAt((value << (5 - bits)) & 31) : text;
}
