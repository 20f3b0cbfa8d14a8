import { COMMON_WORDS } from './common-passwords.js';

export interface PasswordCircumstances {
  /** Is the password all there is, without a second factor? */
  readonly alone: boolean;
  /** Words that a guesser who knows the person or the operator would try: names, mail address, host. */
  readonly context: readonly string[];
}

export const LEAST_ALONE = 15;
export const LEAST_WITH_TOTP = 8;
export const MOST_CHARACTERS = 256;

/**
 * NIST SP 800-63B-4 §3.1.1.2 and OWASP ASVS 5.0 §6.2: length counts, composition does not; what guessers try first is
 * refused. Answers what is wrong, in sentences; nothing when the password will do.
 */
export function passwordFaults(password: string, circumstances: PasswordCircumstances): readonly string[] {
  const characters = [...password].length;
  const least = circumstances.alone ? LEAST_ALONE : LEAST_WITH_TOTP;
  if (characters < least)
    return [`The password needs at least ${least} characters. Several words in a row are easy to keep in mind.`];
  if (characters > MOST_CHARACTERS) return [`The password may have at most ${MOST_CHARACTERS} characters.`];
  if (isMonotonous(password)) return ['This password repeats or counts up. Take something less regular.'];
  if (isCommon(password)) return ['This password is among those that guessers try first. Take another.'];
  if (isContext(password, circumstances.context))
    return ['This password is made of a name that belongs to you or to this place. Take another.'];
  return [];
}

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** The words that may stand behind a password: as it is, and with digits and signs read as the letters they look like. */
function coresOf(password: string): readonly string[] {
  const lower = password.normalize('NFKC').toLowerCase();
  const trimmed = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const read = [...trimmed].map((character) => LEET[character] ?? character).join('');
  const whole = [...lower].map((character) => LEET[character] ?? character).join('');
  return [lower, trimmed, read, whole].map((text) => text.replaceAll(/[^\p{L}]/gu, ''));
}

function isCommon(password: string): boolean {
  return coresOf(password).some((core) => COMMON_WORDS.has(core) || madeOfWords(core, COMMON_WORDS));
}

function isContext(password: string, context: readonly string[]): boolean {
  const words = new Set(
    ['demarc', ...context.flatMap((text) => text.toLowerCase().split(/[^\p{L}]+/u))].filter((word) => word.length >= 3),
  );
  return coresOf(password).some(
    (core) => words.has(core) || madeOfWords(core, new Set([...words, ...COMMON_WORDS]), words),
  );
}

/** Is it one word of the list twice over, or two such words (one of them from `oneOf`)? Longer phrases are people's own. */
function madeOfWords(core: string, words: ReadonlySet<string>, oneOf: ReadonlySet<string> = words): boolean {
  for (let cut = 3; cut <= core.length - 3; cut += 1) {
    const [left, right] = [core.slice(0, cut), core.slice(cut)];
    if (
      words.has(left) &&
      words.has(right) &&
      (left === right || oneOf !== words) &&
      (oneOf.has(left) || oneOf.has(right))
    )
      return true;
  }
  return false;
}

/** `aaaaaaaa…`, `abababab…`, `12345678…`, `87654321…`. */
function isMonotonous(password: string): boolean {
  for (const period of [1, 2, 3, 4])
    if ([...password].every((character, index) => index < period || character === password[index - period]))
      return true;
  for (const step of [1, -1]) {
    let run = 0;
    for (let index = 1; index < password.length; index += 1) {
      const distance = password.charCodeAt(index) - password.charCodeAt(index - 1);
      if (distance === step || distance === step * -9) run += 1;
    }
    if (run >= password.length - 2) return true;
  }
  return false;
}
