import { CircleUserRound, Monitor, Moon, Sun } from 'lucide-react';
import { ActionMenu, type MenuAction } from '../primitives/action-menu';
import { useColorScheme, type ColorScheme } from '../provider/color-scheme';
import { useUiTexts } from '../text/use-texts';

export interface AccountMenuProps {
  readonly name: string;
  readonly actions: readonly MenuAction[];
}

const next: Readonly<Record<ColorScheme, ColorScheme>> = { auto: 'light', light: 'dark', dark: 'auto' };
const icons = {
  auto: <Monitor size={16} aria-hidden="true" />,
  light: <Sun size={16} aria-hidden="true" />,
  dark: <Moon size={16} aria-hidden="true" />,
};

/** The person, their own pages, and the colours of the screen. */
export function AccountMenu({ name, actions }: AccountMenuProps) {
  const t = useUiTexts();
  const { scheme, choose } = useColorScheme();
  const schemes: readonly MenuAction[] = [
    {
      id: 'scheme',
      label: `${t('scheme.label')}: ${t(`scheme.${scheme}`)}`,
      icon: icons[scheme],
      onSelect: () => choose(next[scheme]),
    },
  ];
  return (
    <ActionMenu
      label={t('shell.account', { name })}
      icon={<CircleUserRound size={20} aria-hidden="true" />}
      actions={[...schemes, ...actions]}
    />
  );
}
