import type { ReactNode } from 'react';
import { ErrorState, FiguresSkeleton } from '@demarc/ui';
import type { ApiQuery } from '@demarc/web-kit';

/** A home while its figures are gathered, and when they could not be. */
export function HomePart<Result>({
  query,
  children,
}: {
  query: ApiQuery<Result>;
  children: (data: Result) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.failure !== null) return <ErrorState failure={query.failure} onRetry={query.retry} />;
  return <FiguresSkeleton />;
}

/** Figures of a home are asked for anew this often while it is open. */
export const homeRefreshMs = 60_000;
