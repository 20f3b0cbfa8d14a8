import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { uiTexts } from './ui-texts';

export interface Translations {
  /** language → namespace → key → text */
  readonly [language: string]: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An instance of its own per app, ready at once: English is in the bundle, other languages are handed in. */
export function createI18n(language = 'en', translations: Translations = {}): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { ...translations, en: { ...translations['en'], [uiTexts.namespace]: uiTexts.entries } },
  });
  return instance;
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split('-')[0] ?? language) ? 'rtl' : 'ltr';
}
