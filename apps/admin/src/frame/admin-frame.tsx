import { Outlet } from '@tanstack/react-router';
import { createI18n, UiProvider } from '@demarc/ui';
import { SessionGate, SignInScreen, useRouterLinks, useSession } from '@demarc/web-kit';
import { useState } from 'react';
import { BRAND } from './brand';
import { FrameInside } from './frame-inside';
import { isPublicPath } from './public-paths';
import { useOperator } from './use-operator';

/** Around every screen: who is not signed in meets the sign-in, everybody else the rail and their pages. */
export function AdminFrame() {
  const links = useRouterLinks();
  const { can } = useSession();
  const operator = useOperator().data?.operator;
  // The texts are English; only figures and dates follow the operator's language until translations are there.
  const [i18n] = useState(() => createI18n('en'));
  return (
    <UiProvider
      links={links}
      can={can}
      i18n={i18n}
      density="compact"
      {...(operator ? { locale: operator.locale, timeZone: operator.timeZone } : {})}
    >
      {isPublicPath(links.current) ? (
        <Outlet />
      ) : (
        <SessionGate
          kind="staff"
          brand={BRAND}
          signIn={<SignInScreen kind="staff" brand={BRAND} forgotHref="/reset" />}
        >
          <FrameInside />
        </SessionGate>
      )}
    </UiProvider>
  );
}
