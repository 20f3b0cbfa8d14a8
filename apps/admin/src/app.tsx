import { createRouter, RouterProvider } from '@tanstack/react-router';
import { ApiProvider, createApiClient, createQueryClient, plainSearch, SessionProvider } from '@demarc/web-kit';
import { NotFoundScreen, RouteFailure, RoutePending } from './frame/route-states';
import { routeTree } from './routes';

const client = createApiClient({ app: 'admin' });
const queryClient = createQueryClient();
const router = createRouter({
  routeTree,
  basepath: '/admin',
  ...plainSearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: RouteFailure,
  defaultNotFoundComponent: NotFoundScreen,
  defaultPendingComponent: RoutePending,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

export function App() {
  return (
    <ApiProvider client={client} queryClient={queryClient}>
      <SessionProvider kind="staff">
        <RouterProvider router={router} />
      </SessionProvider>
    </ApiProvider>
  );
}
