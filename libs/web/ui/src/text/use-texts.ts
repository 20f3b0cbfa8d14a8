import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Catalogue, TextKey, TextOf, TextValues } from './catalogue-type';
import { uiTexts } from './ui-texts';

/** The texts of a catalogue in the language of the person; English stands in where a translation is missing. */
export function useTexts<Entries extends Readonly<Record<string, string>>>(
  catalogue: Catalogue<Entries>,
): TextOf<Entries> {
  const { i18n } = useTranslation(catalogue.namespace);
  if (!i18n.hasResourceBundle('en', catalogue.namespace)) {
    i18n.addResourceBundle('en', catalogue.namespace, catalogue.entries);
  }
  const language = i18n.language;
  return useCallback(
    (key: TextKey<Entries>, values?: TextValues) =>
      i18n.t(key, {
        ns: catalogue.namespace,
        lng: language,
        defaultValue: catalogue.entries[key],
        ...values,
      }),
    [i18n, catalogue, language],
  );
}

export function useUiTexts() {
  return useTexts(uiTexts);
}
