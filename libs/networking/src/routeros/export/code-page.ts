import { isUtf8 } from 'node:buffer';
import { textOf } from '../wire/text.js';

/** Enough of the vowels of scripts in which every octet is a letter, and any text looks like one at first. */
const VOWELS: Readonly<Record<string, string>> = {
  'windows-1251': 'аеёиоуыэюяіїє',
  'windows-1253': 'αεηιουωάέήίόύώϊϋΐΰ',
};

/** Alphabets beyond ASCII of the people who type into routers, by the Windows code page that they type in. */
const ALPHABETS: readonly (readonly [page: string, letters: string])[] = [
  ['windows-1250', 'áäčďéěíĺľňóôŕřšťúůýž'],
  ['windows-1250', 'ąćęłńóśźż'],
  ['windows-1250', 'áéíóöőúüű'],
  ['windows-1250', 'čćđšž'],
  ['windows-1250', 'ăâîşţ'],
  ['windows-1252', 'àâæçéèêëîïôœùûüÿ’'],
  ['windows-1252', 'áéíñóúüºª¿¡'],
  ['windows-1252', 'áâãàçéêíóôõúºª'],
  ['windows-1252', 'äöüß'],
  ['windows-1252', 'åäöæøé'],
  ['windows-1252', 'àèéìòù'],
  ['windows-1252', 'áðéíóúýþæö'],
  ['windows-1251', 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'],
  ['windows-1251', 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’'],
  ['windows-1251', 'абвгдђежзијклљмнњопрстћуфхцчџшѓќѕў'],
  ['windows-1253', 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ'],
  ['windows-1254', 'çğıİöşüâî'],
  ['windows-1257', 'āčēģīķļņšūž'],
  ['windows-1257', 'ąčęėįšųūž'],
  ['windows-1257', 'äõöüšž'],
];

export interface TextReading {
  /** `ascii` and `utf-8` need no guess; `given` by the caller; `guessed` wants a person to look at the samples. */
  readonly how: 'ascii' | 'utf-8' | 'given' | 'guessed';
  readonly codePage: string | undefined;
  /** A guess that nothing else came near. */
  readonly sure: boolean;
  /** Share of letters that belong to one alphabet of the page, best first. */
  readonly candidates: readonly { readonly codePage: string; readonly fit: number }[];
}

/** How to read values in which these octets occur: UTF-8 where it can be, else the code page given, or the likeliest one. */
export function readingOf(values: readonly Buffer[], given: string | undefined): TextReading {
  const foreign = values.filter((bytes) => !isUtf8(bytes));
  if (values.length === 0) return { how: 'ascii', codePage: undefined, sure: true, candidates: [] };
  if (given !== undefined) return { how: 'given', codePage: given, sure: true, candidates: [] };
  if (foreign.length === 0) return { how: 'utf-8', codePage: undefined, sure: true, candidates: [] };
  const candidates = candidatesFor(foreign);
  const [best, second] = candidates;
  return {
    how: 'guessed',
    codePage: best?.codePage,
    sure: best !== undefined && best.fit >= 0.9 && best.fit - (second?.fit ?? 0) >= 0.15,
    candidates,
  };
}

/**
 * A person's word holds for every value, since octets of a code page can look like UTF-8 by chance. A guess leaves alone what is
 * UTF-8: programs write that beside what people typed.
 */
export function decoded(bytes: Buffer, { how, codePage }: Pick<TextReading, 'how' | 'codePage'>): string {
  if (codePage === undefined || (how === 'guessed' && isUtf8(bytes))) return textOf(bytes);
  return /^utf-?8$/i.test(codePage) ? textOf(bytes) : new TextDecoder(codePage).decode(bytes);
}

function candidatesFor(values: readonly Buffer[]): { codePage: string; fit: number }[] {
  const best = new Map<string, number>();
  for (const [page, letters] of ALPHABETS) {
    const decoder = new TextDecoder(page);
    const words = values.flatMap((bytes) => decoder.decode(bytes).match(/(?:[A-Za-z]|[^\p{ASCII}])+/gu) ?? []);
    best.set(page, Math.max(best.get(page) ?? 0, fitOf(words, letters, VOWELS[page])));
  }
  return Array.from(best, ([codePage, fit]) => ({ codePage, fit })).sort((a, b) => b.fit - a.fit);
}

/** Share of the letters beyond ASCII that are of the alphabet and stand where people put them. */
function fitOf(words: readonly string[], letters: string, vowels: string | undefined): number {
  const alphabet = new Set([...letters, ...letters.toLocaleUpperCase('und')]);
  let beyond = 0;
  let known = 0;
  let spoken = 0;
  for (const word of words) {
    const strange = [...word].filter((letter) => letter > '\u007F');
    beyond += strange.length;
    if (isOddWord(word, strange.length, vowels !== undefined)) continue;
    known += strange.filter((letter) => alphabet.has(letter)).length;
    spoken += strange.filter((letter) => vowels?.includes(letter.toLocaleLowerCase('und'))).length;
  }
  if (beyond === 0) return 0;
  return (known / beyond) * (vowels === undefined ? 1 : Math.min(1, spoken / beyond / 0.25));
}

/** Nobody mixes scripts in a word, or capitals into its middle; Latin words are mostly ASCII. */
function isOddWord(word: string, strange: number, ownScript: boolean): boolean {
  if (/\p{Ll}\p{Lu}/u.test(word)) return true;
  return ownScript ? strange < word.length : word.length > 3 && strange > word.length / 2;
}
