import { useRouter, useRouterState } from '@tanstack/react-router';
import { gridStateToSearch, isGridParameter, searchToGridState, type GridSchema, type GridState } from '@demarc/ui';
import { useCallback, useMemo } from 'react';
import { parsePlainSearch, stringifyPlainSearch } from './plain-search';

export type SearchChange = Readonly<Record<string, string | null>>;

export interface UrlSearch {
  readonly search: Readonly<Record<string, string>>;
  /** Merges; null removes. Replaces the entry of the history unless `push`. */
  readonly change: (change: SearchChange, options?: { readonly push?: boolean }) => void;
}

/** The parameters of the present place. */
export function useUrlSearch(): UrlSearch {
  const router = useRouter();
  const searchStr = useRouterState({ select: (state) => state.location.searchStr });
  const search = useMemo(() => parsePlainSearch(searchStr), [searchStr]);
  const change = useCallback(
    (wanted: SearchChange, options?: { readonly push?: boolean }) => {
      const { pathname, search: now } = router.history.location;
      const next: Record<string, string> = parsePlainSearch(now);
      for (const [key, value] of Object.entries(wanted)) {
        if (value === null || value === '') delete next[key];
        else next[key] = value;
      }
      const href = `${pathname}${stringifyPlainSearch(next)}`;
      if (options?.push) router.history.push(href);
      else router.history.replace(href);
    },
    [router],
  );
  return { search, change };
}

/** One parameter: tab, open panel, date. A panel is pushed, so that Back closes it. */
export function useUrlParam(
  name: string,
  options?: { readonly push?: boolean },
): readonly [string | null, (value: string | null) => void] {
  const { search, change } = useUrlSearch();
  const push = options?.push ?? false;
  const set = useCallback(
    (value: string | null) => change({ [name]: value }, { push: push && value !== null }),
    [change, name, push],
  );
  return [search[name] ?? null, set];
}

/** The state of a list, in the address. `schema` must be stable (module scope). `ignored` names what the address asked for in vain. */
export function useGridUrlState(
  schema: GridSchema,
): readonly [GridState, (state: GridState) => void, readonly string[]] {
  const { search, change } = useUrlSearch();
  const { state, ignored } = useMemo(() => searchToGridState(search, schema), [search, schema]);
  const set = useCallback(
    (next: GridState) => {
      const gone = Object.fromEntries(
        Object.keys(search)
          .filter(isGridParameter)
          .map((key) => [key, null]),
      );
      change({ ...gone, ...gridStateToSearch(next, schema) });
    },
    [search, change, schema],
  );
  return [state, set, ignored];
}
