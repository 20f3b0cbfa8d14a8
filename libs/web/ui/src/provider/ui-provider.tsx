import { MantineProvider } from '@mantine/core';
import type { i18n } from 'i18next';
import { useEffect, useMemo, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Toasts } from '../feedback/toasts';
import { ShortcutProvider } from '../shortcuts/shortcut-provider';
import { createI18n, directionOf } from '../text/create-i18n';
import { deviceColorScheme } from './color-scheme';
import { FormatProvider } from './format-context';
import { LinkProvider, type LinkAdapter } from './link-context';
import { mantineTheme } from './mantine-theme';
import { PermissionProvider, type PermissionCheck } from './permission-context';

export interface UiProviderProps {
  readonly children: ReactNode;
  /** Locale of numbers and dates; the language of texts comes from `i18n`. */
  readonly locale?: string;
  readonly timeZone?: string;
  readonly i18n?: i18n;
  readonly links?: LinkAdapter;
  readonly can?: PermissionCheck;
  readonly now?: () => number;
  /** `compact` rows of 32 px for staff, `regular` of 40 px for customers. */
  readonly density?: 'compact' | 'regular';
}

const schemeManager = deviceColorScheme();
const nobody: PermissionCheck = () => false;

/**
 * Everything that the shared pieces need around them.
 * Mantine's run-time style tags are off (its variables are a static sheet), so the page runs under `style-src 'self'`.
 */
export function UiProvider(props: UiProviderProps) {
  const { children, locale = 'en', timeZone = 'UTC', links, can = nobody, now, density = 'compact' } = props;
  const given = props.i18n;
  const i18n = useMemo(() => given ?? createI18n(locale), [given, locale]);
  useEffect(() => {
    const root = document.documentElement;
    root.lang = i18n.language;
    root.dir = directionOf(i18n.language);
    root.dataset['density'] = density;
  }, [i18n.language, density]);
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider
        theme={mantineTheme}
        defaultColorScheme="auto"
        colorSchemeManager={schemeManager}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <FormatProvider locale={locale} timeZone={timeZone} now={now}>
          <PermissionProvider can={can}>
            <LinkProvider links={links}>
              <ShortcutProvider>
                {children}
                <Toasts />
              </ShortcutProvider>
            </LinkProvider>
          </PermissionProvider>
        </FormatProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
