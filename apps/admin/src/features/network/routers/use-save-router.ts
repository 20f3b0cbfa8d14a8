import { useApi, useCommand } from '@demarc/web-kit';
import { AddRouterDocument, ChangeRouterDocument } from './routers.graphql';
import { routerInput, type RouterValues } from './router-values';
import type { RouterRow } from './router-state';

export interface SavedRouter {
  readonly id: string;
  readonly name: string;
}

export function useSaveRouter(router: RouterRow | null, onDone: (saved: SavedRouter) => void) {
  const api = useApi();
  return useCommand({
    run: async (values: RouterValues, options): Promise<SavedRouter> => {
      const input = routerInput(values);
      if (router === null) return (await api.graphql(AddRouterDocument, { input }, options)).addRouter;
      const change = { ...input, routerId: router.id, revision: router.revision };
      return (await api.graphql(ChangeRouterDocument, { input: change }, options)).changeRouter;
    },
    onDone,
  });
}
