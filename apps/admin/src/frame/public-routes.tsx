import { type AnyRoute, createRoute } from '@tanstack/react-router';
import { ResetRequestScreen, SetPasswordScreen, useSession } from '@demarc/web-kit';
import { rootRoute } from '../root-route';
import { BRAND } from './brand';
import type { PublicPath } from './public-paths';

function page(path: PublicPath, component: () => React.ReactNode): AnyRoute {
  return createRoute({ getParentRoute: () => rootRoute, path, component });
}

export const publicRoutes: readonly AnyRoute[] = [
  page('/reset', () => <ResetRequestScreen kind="staff" brand={BRAND} signInHref="/" />),
  page('/reset-password', () => <SetPasswordScreen path="/auth/staff/reset/confirm" brand={BRAND} signInHref="/" />),
  page('/accept-invitation', () => (
    <SetPasswordScreen path="/auth/staff/accept-invitation" brand={BRAND} signInHref="/" />
  )),
  page('/first-staff', FirstStaff),
];

function FirstStaff() {
  const { refresh } = useSession();
  return (
    <SetPasswordScreen path="/auth/staff/first" brand={BRAND} signInHref="/" first onDone={() => void refresh()} />
  );
}
