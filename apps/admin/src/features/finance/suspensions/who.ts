import type { TextOf } from '@demarc/ui';
import type { suspensionTexts } from './suspension-texts';

type Say = TextOf<typeof suspensionTexts.entries>;

/** Who made or released a list, in words: a person’s name, or what the product does by itself. */
export function madeBy(t: Say, list: { readonly madeByItself: boolean; readonly createdBy: string }): string {
  return list.madeByItself ? t('byWatch') : list.createdBy;
}

export function approvedBy(
  t: Say,
  list: { readonly approvedByItself: boolean; readonly approvedBy: string | null },
): string | null {
  return list.approvedByItself ? t('bySettings') : list.approvedBy;
}
