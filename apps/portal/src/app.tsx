import { createRouter, RouterProvider } from '@tanstack/react-router';
import { ApiProvider, createApiClient, createQueryClient, plainSearch, SessionProvider } from '@demarc/web-kit';
import { routeTree } from './routes';

const client = createApiClient({ app: 'portal' });
const queryClient = createQueryClient();
const router = createRouter({ routeTree, basepath: '/portal', ...plainSearch, scrollRestoration: true });

export function App() {
  return (
    <ApiProvider client={client} queryClient={queryClient}>
      <SessionProvider kind="customer">
        <RouterProvider router={router} />
      </SessionProvider>
    </ApiProvider>
  );
}
