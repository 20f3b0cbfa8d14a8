import { Menu as MenuIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { UiLink, useLinks } from '../provider/link-context';
import { useUiTexts } from '../text/use-texts';
import { isCurrent, type NavEntry, type NavGroup } from './nav-types';
import { Rail } from './rail';

const Panel = lazy(async () => ({ default: (await import('../panel/side-panel-content')).SidePanelContent }));

export interface BottomBarProps {
  readonly entries: readonly NavEntry[];
  /** Shown under "More"; without groups there is no such entry. */
  readonly groups?: readonly NavGroup[];
}

export function BottomBar({ entries, groups = [] }: BottomBarProps) {
  const t = useUiTexts();
  const { current } = useLinks();
  const [moreAt, setMoreAt] = useState<string | null>(null);
  const open = moreAt === current;
  return (
    <nav className="dm-bottombar" aria-label={t('shell.bottom')}>
      {entries.map((entry) => (
        <BottomEntry key={entry.id} entry={entry} />
      ))}
      {groups.length > 0 && (
        <button
          type="button"
          className="dm-bottom-entry"
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setMoreAt(current)}
        >
          <MenuIcon size={20} aria-hidden="true" />
          <span>{t('shell.more')}</span>
        </button>
      )}
      {open && (
        <Suspense fallback={null}>
          <Panel title={t('shell.navigation')} onClose={() => setMoreAt(null)}>
            <Rail groups={groups} />
          </Panel>
        </Suspense>
      )}
    </nav>
  );
}

function BottomEntry({ entry }: { entry: NavEntry }) {
  const { current } = useLinks();
  const content = (
    <>
      <span className="dm-badge-anchor">
        {entry.icon}
        {entry.count !== undefined && entry.count > 0 && <span className="dm-badge">{entry.count}</span>}
      </span>
      <span>{entry.label}</span>
    </>
  );
  if (entry.href === undefined) {
    return (
      <button type="button" className="dm-bottom-entry" onClick={entry.onSelect}>
        {content}
      </button>
    );
  }
  return (
    <UiLink
      className="dm-bottom-entry"
      href={entry.href}
      aria-current={isCurrent(current, entry.href) ? 'page' : undefined}
    >
      {content}
    </UiLink>
  );
}
