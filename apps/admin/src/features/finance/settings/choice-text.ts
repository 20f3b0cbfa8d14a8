import type { TextOf } from '@demarc/ui';
import type { SettingName } from './setting-list';
import { settingsTexts } from './settings-texts';

export type SettingText = TextOf<typeof settingsTexts.entries>;

const words: Readonly<Record<string, string>> = settingsTexts.entries;

/** What a choice is called: most words mean the same in every setting, some are said apart for theirs. */
export function choiceText(t: SettingText, name: SettingName, value: string): string {
  const key = [`${name}_${value}`, value].find((one) => one in words);
  return key !== undefined && isKey(key) ? t(key) : value;
}

function isKey(value: string): value is keyof typeof settingsTexts.entries & 'ADVANCE' {
  return value in words;
}
