import { Outlet } from '@tanstack/react-router';
import { AccountMenu, Shell, UiProvider } from '@demarc/ui';
import { SessionGate, SignInScreen, useRouterLinks, useSession } from '@demarc/web-kit';
import { useAreas, useNavigation } from './navigation';

const BRAND = 'Demarc';

/** Around every screen: who is not signed in meets the sign-in, everybody else the rail and their pages. */
export function AdminFrame() {
  const links = useRouterLinks();
  const { can } = useSession();
  return (
    <UiProvider links={links} can={can} density="compact">
      <SessionGate kind="staff" brand={BRAND} signIn={<SignInScreen kind="staff" brand={BRAND} forgotHref="/reset" />}>
        <Inside />
      </SessionGate>
    </UiProvider>
  );
}

function Inside() {
  const { can, session, signOut } = useSession();
  const groups = useNavigation(useAreas(), can);
  const name = session.kind === 'staff' ? (session.staff?.name ?? '') : '';
  return (
    <Shell brand={BRAND} groups={groups} bottom={[]} search={null} account={<AccountMenu name={name} actions={[{ id: 'sign-out', label: 'Sign out', onSelect: () => void signOut() }]} />}>
      <Outlet />
    </Shell>
  );
}
