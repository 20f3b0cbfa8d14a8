import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { NotFound } from './frame/not-found';
import { PortalFrame } from './frame/portal-frame';

const rootRoute = createRootRoute({ component: PortalFrame, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-screen'), 'HomeScreen'),
});
const bills = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bills',
  component: lazyRouteComponent(() => import('./bills/bills-screen'), 'BillsScreen'),
});
const bill = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bills/$invoiceId',
  component: lazyRouteComponent(() => import('./bills/bill-screen'), 'BillScreen'),
});
const statement = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bills/statement',
  component: lazyRouteComponent(() => import('./bills/statement-screen'), 'StatementScreen'),
});
const plan = createRoute({
  getParentRoute: () => rootRoute,
  path: '/plan',
  component: lazyRouteComponent(() => import('./plan/plan-screen'), 'PlanScreen'),
});
const account = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-screen'), 'AccountScreen'),
});
const reset = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('./account/reset-screens'), 'ResetScreen'),
});
const resetPassword = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./account/reset-screens'), 'NewPasswordScreen'),
});

export const routeTree = rootRoute.addChildren([home, bills, statement, bill, plan, account, reset, resetPassword]);
