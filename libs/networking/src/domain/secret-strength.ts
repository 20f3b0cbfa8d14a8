export type SecretClass = 'weak' | 'fair' | 'strong';

/** How hard a shared secret is to guess, and nothing by which it could be. */
export interface SecretStrength {
  readonly strength: SecretClass;
  readonly length: 'under_16' | '16_to_23' | '24_or_more';
}

const WORDS = /secret|passw|radius|mikrotik|router|testing|admin|demo|qwerty|letmein|changeme|12345/i;
/** An offline attack on MD5 tries ten to the tenth a second: 2^64 of them take half a century, and several machines less. */
const FAIR_BITS = 64;
const STRONG_BITS = 96;

export function secretStrength(secret: string): SecretStrength {
  const { length } = secret;
  return {
    strength: strengthOf(secret),
    length: length < 16 ? 'under_16' : length < 24 ? '16_to_23' : '24_or_more',
  };
}

function strengthOf(secret: string): SecretClass {
  if (secret.length < 16) return 'weak';
  const bits = fresh(secret) * bitsEach(secret);
  if (WORDS.test(secret) || bits < FAIR_BITS) return 'weak';
  return bits < STRONG_BITS ? 'fair' : 'strong';
}

/** Letters of one case are words more often than not, and words have two or three bits a letter. */
function bitsEach(secret: string): number {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(secret)).length;
  if (kinds <= 1) return /[a-z]/i.test(secret) ? 2.5 : 3.3;
  return kinds === 2 ? 4 : 5.5;
}

/** Characters that do not follow from the one before: `aaaa` is one, `1234` too. */
function fresh(secret: string): number {
  let count = 0;
  for (let at = 0; at < secret.length; at += 1) {
    const step = at === 0 ? Infinity : Math.abs(secret.charCodeAt(at) - secret.charCodeAt(at - 1));
    if (step > 1) count += 1;
  }
  return Math.min(count, new Set(secret).size * 3);
}
