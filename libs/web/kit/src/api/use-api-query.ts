import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Failure } from '@demarc/ui';
import { useMemo } from 'react';
import type { TypedDocument } from './api-client';
import { useApi } from './api-context';
import { asFailure } from './api-error';

export interface ApiQueryOptions {
  readonly enabled?: boolean;
  /** Keeps the last answer on screen while the next one is on its way (filters, dates). */
  readonly keepPrevious?: boolean;
  readonly refetchEveryMs?: number;
}

export interface ApiQuery<Result> {
  readonly data: Result | undefined;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly refreshing: boolean;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

/** Name of the operation and its variables: `queryClient.invalidateQueries({ queryKey: apiKey(CustomerDocument) })`. */
export function apiKey<Result, Variables>(
  document: TypedDocument<Result, Variables>,
  variables?: Variables,
): readonly unknown[] {
  const operation = document.definitions.find((definition) => definition.kind === 'OperationDefinition');
  const name = operation?.kind === 'OperationDefinition' ? (operation.name?.value ?? 'anonymous') : 'anonymous';
  return variables === undefined ? [name] : [name, variables];
}

export function useApiQuery<Result, Variables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  { enabled = true, keepPrevious = false, refetchEveryMs }: ApiQueryOptions = {},
): ApiQuery<Result> {
  const api = useApi();
  const query = useQuery({
    queryKey: apiKey(document, variables),
    queryFn: ({ signal }) => api.graphql(document, variables, { signal }),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(refetchEveryMs === undefined ? {} : { refetchInterval: refetchEveryMs }),
  });
  return {
    data: query.data,
    status: query.data !== undefined ? 'ready' : query.isError ? 'failed' : 'loading',
    refreshing: query.isFetching && query.data !== undefined,
    failure: asFailure(query.error),
    retry: () => void query.refetch(),
  };
}

export interface ApiPage<Row> {
  readonly rows: readonly Row[];
  readonly endCursor: string | null;
  readonly hasMore: boolean;
  readonly total?: { readonly count: number; readonly exact: boolean } | null;
}

export interface ApiPagesSettings<Result, Variables, Row> {
  readonly document: TypedDocument<Result, Variables>;
  readonly variables: (after: string | null) => Variables;
  readonly page: (result: Result) => ApiPage<Row>;
  readonly enabled?: boolean;
}

/** Cursor pages for `DataGrid`: spread the result into it. A new filter keeps the old rows until the new ones are there. */
export function useApiPages<Result, Variables, Row>({
  document,
  variables,
  page,
  enabled = true,
}: ApiPagesSettings<Result, Variables, Row>) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [...apiKey(document, variables(null)), 'pages'],
    queryFn: async ({ pageParam, signal }) => page(await api.graphql(document, variables(pageParam), { signal })),
    initialPageParam: noCursor(),
    getNextPageParam: (last) => (last.hasMore ? last.endCursor : undefined),
    placeholderData: keepPreviousData,
    enabled,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((one) => one.rows) ?? [], [pages]);
  const status: ApiQuery<Result>['status'] = pages !== undefined ? 'ready' : query.isError ? 'failed' : 'loading';
  return {
    rows,
    status,
    total: pages?.[0]?.total ?? null,
    refreshing: query.isFetching && !query.isFetchingNextPage && pages !== undefined,
    failure: asFailure(query.error),
    onRetry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    onLoadMore: () => void query.fetchNextPage(),
  };
}

function noCursor(): string | null {
  return null;
}
