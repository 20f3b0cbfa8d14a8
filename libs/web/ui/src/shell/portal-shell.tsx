import type { ReactNode } from 'react';
import { UiLink, useLinks } from '../provider/link-context';
import { useUiTexts } from '../text/use-texts';
import { BottomBar } from './bottom-bar';
import { isCurrent, type NavEntry } from './nav-types';
import { SkipLinks } from './skip-links';

export interface PortalShellProps {
  readonly brand: ReactNode;
  /** Home, Bills, Plan & usage, Help, Account. */
  readonly entries: readonly NavEntry[];
  readonly account?: ReactNode;
  readonly banner?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** Frame of the customer portal: entries at the top on a desktop, at the bottom on a phone. */
export function PortalShell({ brand, entries, account, banner, footer, children }: PortalShellProps) {
  const t = useUiTexts();
  const { current } = useLinks();
  return (
    <div className="dm-portal">
      <SkipLinks />
      <header className="dm-portal-top">
        <div className="dm-brand">{brand}</div>
        <nav className="dm-portal-nav" aria-label={t('shell.navigation')}>
          {entries.map((entry) => (
            <UiLink
              key={entry.id}
              href={entry.href ?? '/'}
              className="dm-portal-entry"
              aria-current={isCurrent(current, entry.href) ? 'page' : undefined}
            >
              {entry.label}
            </UiLink>
          ))}
        </nav>
        <div className="dm-topbar-end">{account}</div>
      </header>
      <main className="dm-portal-main" id="content" tabIndex={-1}>
        {banner}
        {children}
      </main>
      {footer !== undefined && <footer className="dm-portal-foot">{footer}</footer>}
      <BottomBar entries={entries} />
    </div>
  );
}
