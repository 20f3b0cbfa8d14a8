import { useQuery } from '@tanstack/react-query';
import { asFailure, useApi } from '@demarc/web-kit';
import { introspectionQuery, readSchema } from './introspection';

/** The schema that the server runs now, with its descriptions. */
export function useSchema() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['SchemaReference'],
    queryFn: async ({ signal }) =>
      readSchema(await api.rest('POST', '/graphql', { query: introspectionQuery }, { signal })),
    staleTime: Infinity,
  });
  return { types: query.data, failure: asFailure(query.error), retry: () => void query.refetch() };
}
