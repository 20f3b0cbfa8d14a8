import { Outlet } from '@tanstack/react-router';
import { Gauge, House, ReceiptText, UserRound } from 'lucide-react';
import { createI18n, PortalShell, UiProvider, useTexts } from '@demarc/ui';
import { SessionGate, useApiQuery, useRouterLinks, useSession } from '@demarc/web-kit';
import { lazy, Suspense, useState } from 'react';
import { PRODUCT } from './brand';
import { OperatorDocument } from './frame.graphql';
import { frameTexts } from './frame-texts';

const PortalSignIn = lazy(async () => ({ default: (await import('./sign-in')).PortalSignIn }));
const OwnMenu = lazy(async () => ({ default: (await import('./own-menu')).OwnMenu }));
const PUBLIC = ['/reset', '/reset-password'];
const icon = { size: 20, 'aria-hidden': true } as const;

/** Around every page of the portal: the sign-in for those who are not, four places for those who are. */
export function PortalFrame() {
  const links = useRouterLinks();
  const { session } = useSession();
  const { data } = useApiQuery(OperatorDocument, {}, { enabled: session.kind === 'customer' });
  const [i18n] = useState(() => createI18n('en'));
  const operator = data?.operator;
  const brand = operator?.name ?? PRODUCT;
  const isPublic = PUBLIC.some((path) => links.current.split('?')[0] === path);
  return (
    <UiProvider
      links={links}
      i18n={i18n}
      density="regular"
      {...(operator ? { locale: operator.locale, timeZone: operator.timeZone } : {})}
    >
      {isPublic ? (
        <Outlet />
      ) : (
        <SessionGate
          kind="customer"
          brand={brand}
          signIn={
            <Suspense fallback={null}>
              <PortalSignIn brand={brand} />
            </Suspense>
          }
        >
          <Inside brand={brand} logoUrl={data?.me.logoUrl ?? null} />
        </SessionGate>
      )}
    </UiProvider>
  );
}

function Inside({ brand, logoUrl }: { brand: string; logoUrl: string | null }) {
  const t = useTexts(frameTexts);
  return (
    <PortalShell
      brand={logoUrl === null ? brand : <img className="dm-brand-logo" src={logoUrl} alt={brand} />}
      entries={[
        { id: 'home', label: t('home'), href: '/', icon: <House {...icon} /> },
        { id: 'bills', label: t('bills'), href: '/bills', icon: <ReceiptText {...icon} /> },
        { id: 'plan', label: t('plan'), href: '/plan', icon: <Gauge {...icon} /> },
        { id: 'account', label: t('account'), href: '/account', icon: <UserRound {...icon} /> },
      ]}
      account={
        <Suspense fallback={null}>
          <OwnMenu />
        </Suspense>
      }
    >
      <Outlet />
    </PortalShell>
  );
}
