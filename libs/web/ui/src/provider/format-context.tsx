import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { browserNow } from '../format/browser-clock';
import { createFormatters, type Formatters } from '../format/formatters';

export interface FormatSettings {
  readonly locale: string;
  /** Zone of the provider, not of the device. */
  readonly timeZone: string;
  readonly now?: (() => number) | undefined;
}

const FormatContext = createContext<Formatters | null>(null);

export function FormatProvider({ locale, timeZone, now, children }: FormatSettings & { children: ReactNode }) {
  const formatters = useMemo(() => createFormatters(locale, timeZone, now ?? browserNow), [locale, timeZone, now]);
  return <FormatContext value={formatters}>{children}</FormatContext>;
}

export function useFormat(): Formatters {
  const formatters = useContext(FormatContext);
  if (formatters === null) throw new Error('useFormat needs a UiProvider above it');
  return formatters;
}
