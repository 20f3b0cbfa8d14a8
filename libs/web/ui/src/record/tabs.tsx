import { useShortcuts } from '../shortcuts/use-shortcuts';
import { UiLink, useLinks } from '../provider/link-context';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';

export interface TabLink {
  readonly id: string;
  readonly label: string;
  readonly href: string;
  readonly count?: number;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabLink[];
  readonly active: string;
}

/** Tabs are places: links with an address each. `[` and `]` step through them; on a phone they become a select. */
export function Tabs({ label, tabs, active }: TabsProps) {
  const t = useUiTexts();
  const links = useLinks();
  const format = useFormat();
  const step = (by: number) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const target = tabs[(at + by + tabs.length) % tabs.length];
    if (target) links.navigate(target.href);
  };
  useShortcuts([
    { keys: '[', label: t('shortcut.previousTab'), run: () => step(-1) },
    { keys: ']', label: t('shortcut.nextTab'), run: () => step(1) },
  ]);
  return (
    <nav className="dm-tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.id}>
            <UiLink className="dm-tab" href={tab.href} aria-current={tab.id === active ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span className="dm-count">{format.number(tab.count)}</span>}
            </UiLink>
          </li>
        ))}
      </ul>
      <select
        className="dm-tabs-select"
        aria-label={label}
        value={active}
        onChange={(event) => {
          const target = tabs.find((tab) => tab.id === event.currentTarget.value);
          if (target) links.navigate(target.href);
        }}
      >
        {tabs.map((tab) => (
          <option key={tab.id} value={tab.id}>
            {tab.count === undefined ? tab.label : `${tab.label} (${tab.count})`}
          </option>
        ))}
      </select>
    </nav>
  );
}
