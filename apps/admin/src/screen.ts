import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root-route';

type ScreenModule = Record<string, () => React.ReactNode>;

/** A screen of its own chunk: `screen('/customers', () => import('./customers-screen'), 'CustomersScreen')`. */
export function screen<Module extends ScreenModule>(
  path: string,
  load: () => Promise<Module>,
  name: Extract<keyof Module, string>,
): AnyRoute {
  return createRoute({
    getParentRoute: () => rootRoute,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, () => React.ReactNode>>, name),
  });
}
