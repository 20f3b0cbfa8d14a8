import type { TextOf } from '@demarc/ui';
import { runTexts } from './run-texts';

export type RunText = TextOf<typeof runTexts.entries>;

const words: Readonly<Record<string, string>> = runTexts.entries;

/** Causes and flags come as words of the server; a newer one than these texts is shown as it is, in plain letters. */
export function wordOf(t: RunText, kind: 'cause' | 'flag', value: string): string {
  // A key that ends in `_other` would be a plural form of the catalogue.
  const key = `${kind}_${value === 'other' ? 'rest' : value}`;
  return isKey(key) ? t(key) : value.replaceAll('_', ' ');
}

function isKey(key: string): key is keyof typeof runTexts.entries & `${'cause' | 'flag'}_${string}` {
  return key in words;
}
