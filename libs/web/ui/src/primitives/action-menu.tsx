import { Menu } from '@mantine/core';
import { MoreHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLinks } from '../provider/link-context';
import { useUiTexts } from '../text/use-texts';
import { Button } from './button';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onSelect?: () => void;
  readonly href?: string;
  readonly danger?: boolean;
  /** Why it is off now; shown under the label. */
  readonly refusal?: string | null;
  readonly shortcut?: string;
}

export interface ActionMenuProps {
  /** Accessible name; visible too when `text` is set. */
  readonly label: string;
  readonly actions: readonly MenuAction[];
  readonly text?: ReactNode;
  readonly size?: 'small' | 'medium';
  readonly icon?: ReactNode;
}

/** The one labelled menu beside a primary verb. */
export function ActionMenu({ label, actions, text, size = 'medium', icon }: ActionMenuProps) {
  const t = useUiTexts();
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      withinPortal
      returnFocus
      trapFocus
      menuItemTabIndex={-1}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          tone={text === undefined ? 'quiet' : 'default'}
          size={size}
          className={text === undefined ? 'dm-icon-button' : ''}
          icon={icon ?? <MoreHorizontal size={16} aria-hidden="true" />}
          {...(text === undefined ? { 'aria-label': label, title: label } : { children: text })}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {actions.length === 0 && <Menu.Label>{t('menu.empty')}</Menu.Label>}
        {actions.map((action) => (
          <ActionItem key={action.id} action={action} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ActionItem({ action }: { action: MenuAction }) {
  const links = useLinks();
  const refused = action.refusal !== null && action.refusal !== undefined;
  const select = () => {
    if (action.href !== undefined) links.navigate(action.href);
    action.onSelect?.();
  };
  return (
    <Menu.Item
      className="dm-menu-item"
      data-danger={action.danger || undefined}
      leftSection={action.icon}
      rightSection={action.shortcut === undefined ? undefined : <kbd className="dm-kbd">{action.shortcut}</kbd>}
      aria-disabled={refused || undefined}
      data-refused={refused || undefined}
      closeMenuOnClick={!refused}
      onClick={refused ? undefined : select}
    >
      {action.label}
      {refused && <span className="dm-menu-reason">{action.refusal}</span>}
    </Menu.Item>
  );
}
