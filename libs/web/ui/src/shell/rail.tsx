import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { UiLink, useLinks } from '../provider/link-context';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';
import { isCurrent, type NavEntry, type NavGroup } from './nav-types';

/** Groups with icon and label. The group of the current page stands open. */
export function Rail({ groups }: { groups: readonly NavGroup[] }) {
  const t = useUiTexts();
  return (
    <nav className="dm-rail-nav" aria-label={t('shell.navigation')}>
      <ul>
        {groups
          .filter((group) => group.entries.length > 0)
          .map((group) => (
            <RailGroup key={group.id} group={group} />
          ))}
      </ul>
    </nav>
  );
}

function RailGroup({ group }: { group: NavGroup }) {
  const { current } = useLinks();
  const holdsCurrent = group.entries.some((entry) => isCurrent(current, entry.href));
  const [toggled, setToggled] = useState<boolean | null>(null);
  const open = toggled ?? holdsCurrent;
  const [only] = group.entries;
  if (group.entries.length === 1 && only?.href !== undefined) {
    return (
      <li>
        <UiLink className="dm-rail-group" href={only.href} aria-current={holdsCurrent ? 'page' : undefined}>
          <span className="dm-rail-icon">{group.icon}</span>
          <span className="dm-rail-label">{group.label}</span>
        </UiLink>
      </li>
    );
  }
  return (
    <li data-open={open || undefined}>
      <button
        type="button"
        className="dm-rail-group"
        aria-expanded={open}
        data-holds={holdsCurrent || undefined}
        onClick={() => setToggled(!open)}
      >
        <span className="dm-rail-icon">{group.icon}</span>
        <span className="dm-rail-label">{group.label}</span>
        <ChevronDown className="dm-rail-chevron" size={14} aria-hidden="true" />
      </button>
      {open && (
        <ul className="dm-rail-entries">
          {group.entries.map((entry) => (
            <RailEntry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </li>
  );
}

function RailEntry({ entry }: { entry: NavEntry }) {
  const { current } = useLinks();
  const format = useFormat();
  const content = (
    <>
      <span className="dm-rail-entry-label">{entry.label}</span>
      {entry.count !== undefined && <span className="dm-count">{format.number(entry.count)}</span>}
    </>
  );
  return (
    <li>
      {entry.href === undefined ? (
        <button type="button" className="dm-rail-entry" onClick={entry.onSelect}>
          {content}
        </button>
      ) : (
        <UiLink
          className="dm-rail-entry"
          href={entry.href}
          aria-current={isCurrent(current, entry.href) ? 'page' : undefined}
        >
          {content}
        </UiLink>
      )}
    </li>
  );
}
