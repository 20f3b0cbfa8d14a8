import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { IconButton } from '../primitives/button';
import { useUiTexts } from '../text/use-texts';
import { BottomBar } from './bottom-bar';
import type { NavEntry, NavGroup } from './nav-types';
import { Rail } from './rail';
import { SkipLinks } from './skip-links';

export interface ShellProps {
  readonly brand: ReactNode;
  readonly groups: readonly NavGroup[];
  /** Up to four entries for the thumb; the rest is under "More". */
  readonly bottom: readonly NavEntry[];
  /** Middle of the top bar: the button that opens the palette. */
  readonly search?: ReactNode;
  /** End of the top bar: job tray, account menu. */
  readonly account?: ReactNode;
  /** Above the content: zone badge, "logged in as customer", stale data. */
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}

const storageKey = 'demarc-rail';

function storedCollapse(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'narrow';
  } catch {
    return false;
  }
}

/** Frame of the staff app: rail at the start, bar at the top, bar at the bottom on phones. */
export function Shell({ brand, groups, bottom, search, account, banner, children }: ShellProps) {
  const t = useUiTexts();
  const [collapsed, setCollapsed] = useState(storedCollapse);
  const toggle = () => {
    setCollapsed(!collapsed);
    try {
      localStorage.setItem(storageKey, collapsed ? 'wide' : 'narrow');
    } catch {
      return;
    }
  };
  return (
    <div className="dm-shell" data-collapsed={collapsed || undefined}>
      <SkipLinks />
      <header className="dm-topbar">
        <div className="dm-brand">{brand}</div>
        <div className="dm-topbar-search">{search}</div>
        <div className="dm-topbar-end">{account}</div>
      </header>
      <div className="dm-rail">
        <Rail groups={groups} />
        <IconButton
          className="dm-rail-toggle"
          label={collapsed ? t('shell.expand') : t('shell.collapse')}
          icon={
            collapsed ? <PanelLeftOpen size={18} aria-hidden="true" /> : <PanelLeftClose size={18} aria-hidden="true" />
          }
          onClick={toggle}
        />
      </div>
      <main className="dm-main" id="content" tabIndex={-1}>
        {banner}
        {children}
      </main>
      <BottomBar entries={bottom} groups={groups} />
    </div>
  );
}
