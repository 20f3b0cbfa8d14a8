import { useRouter, useRouterState } from '@tanstack/react-router';
import type { LinkAdapter } from '@demarc/ui';
import { useMemo } from 'react';

/** Joins the shared pieces to TanStack Router. Hrefs are app-relative; the base path is that of the router. */
export function useRouterLinks(): LinkAdapter {
  const router = useRouter();
  const current = useRouterState({ select: (state) => `${state.location.pathname}${state.location.searchStr}` });
  return useMemo(() => {
    const base = (router.basepath ?? '').replace(/\/$/, '');
    const resolve = (href: string) => (href.startsWith('/') ? `${base}${href}` : href);
    return {
      resolve,
      navigate: (href, options) => {
        if (options?.replace) router.history.replace(resolve(href));
        else router.history.push(resolve(href));
      },
      current,
    };
  }, [router, current]);
}
