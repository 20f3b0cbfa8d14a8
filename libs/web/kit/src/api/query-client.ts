import { QueryClient } from '@tanstack/react-query';
import { isApiError } from './api-error';

/** Refusals are answers and are not asked again; a lost connection is tried twice more. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) =>
          failures < 2 && isApiError(error) && (error.kind === 'network' || error.kind === 'unavailable'),
      },
      mutations: { retry: false },
    },
  });
}
