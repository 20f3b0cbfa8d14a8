import { Outlet } from '@tanstack/react-router';
import { House, LogOut, Search, UserRound, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  AccountMenu,
  CommandPalette,
  type NavEntry,
  SearchButton,
  Shell,
  useLinks,
  useShortcuts,
  useTexts,
} from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { BRAND } from './brand';
import { frameTexts } from './frame-texts';
import { useNavigation } from './navigation';
import { ScopeBanner } from './scope-banner';
import { SetUpGate } from './set-up-gate';
import { usePaletteSources } from './use-palette-sources';
import { verbs, verbTexts } from './verbs';

export function FrameInside() {
  const t = useTexts(frameTexts);
  const { can, session, signOut } = useSession();
  const navigation = useNavigation(can);
  const [searching, setSearching] = useState(false);
  const sources = usePaletteSources(navigation);
  useFrameShortcuts(navigation.keys);
  const { current } = useLinks();
  const name = session.kind === 'staff' ? (session.staff?.name ?? '') : '';
  const bottom = useBottom(
    navigation.groups.flatMap(({ entries }) => entries),
    () => setSearching(true),
  );
  if (isWall(current))
    return (
      <main id="content" className="admin-wall-frame">
        <Outlet />
      </main>
    );
  return (
    <Shell
      brand={BRAND}
      groups={navigation.groups}
      bottom={bottom}
      search={<SearchButton placeholder={t('search')} onOpen={() => setSearching(true)} />}
      account={
        <AccountMenu
          name={name}
          actions={[
            { id: 'account', label: t('account'), icon: <UserRound size={16} aria-hidden="true" />, href: '/account' },
            {
              id: 'sign-out',
              label: t('signOut'),
              icon: <LogOut size={16} aria-hidden="true" />,
              onSelect: () => void signOut(),
            },
          ]}
        />
      }
      banner={<ScopeBanner />}
    >
      <CommandPalette opened={searching} onOpenedChange={setSearching} sources={sources} placeholder={t('search')} />
      <SetUpGate>
        <Outlet />
      </SetUpGate>
    </Shell>
  );
}

/** A screen on the wall shows one thing, and nothing around it. */
function isWall(current: string): boolean {
  const [path = '', search] = current.split('?');
  return path.endsWith('/network/overview') && new URLSearchParams(search).get('view') === 'wall';
}

/** Two places and the search for the thumb; the shell adds "More". */
function useBottom(entries: readonly NavEntry[], search: () => void): readonly NavEntry[] {
  const t = useTexts(frameTexts);
  return useMemo(() => {
    const icons: Readonly<Record<string, React.ReactNode>> = {
      home: <House size={20} aria-hidden="true" />,
      customers: <Users size={20} aria-hidden="true" />,
    };
    const places = entries.filter(({ id }) => id in icons).map((entry) => ({ ...entry, icon: icons[entry.id] }));
    return [
      ...places,
      { id: 'search', label: t('searchShort'), icon: <Search size={20} aria-hidden="true" />, onSelect: search },
    ];
  }, [entries, search, t]);
}

function useFrameShortcuts(
  places: readonly { readonly keys: string; readonly label: string; readonly href: string }[],
) {
  const links = useLinks();
  const { can } = useSession();
  const t = useTexts(verbTexts);
  useShortcuts([
    ...places.map(({ keys, label, href }) => ({ keys, label, run: () => links.navigate(href) })),
    ...verbs
      .filter(({ needs }) => needs.some(can))
      .flatMap(({ keys, label, href }) =>
        keys === undefined ? [] : [{ keys, label: t(label), run: () => links.navigate(href) }],
      ),
  ]);
}
