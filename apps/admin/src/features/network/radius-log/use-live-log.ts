import { useEffect, useState } from 'react';
import { useApiQuery } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import type { LogRow } from './log-columns';
import { mergeLog, newerThan } from './merge-log';
import { RadiusLogDocument } from './radius-log.graphql';

const refreshMs = 3_000;

interface Held {
  readonly question: string;
  readonly lines: readonly LogRow[];
}

/**
 * The log as it grows: looked at every three seconds, and while it is paused too, so that it can say what has come
 * meanwhile; what is shown then stands still.
 */
export function useLiveLog(variables: VariablesOf<typeof RadiusLogDocument>) {
  const question = JSON.stringify(variables);
  const log = useApiQuery(RadiusLogDocument, variables, { keepPrevious: true, refetchEveryMs: refreshMs });
  const found = log.data?.radiusLog;
  const nodes = found?.nodes;
  const [held, setHeld] = useState<Held | null>(null);
  const [still, setStill] = useState<Held | null>(null);
  useEffect(() => {
    if (nodes === undefined) return;
    setHeld((known) => ({ question, lines: known?.question === question ? mergeLog(known.lines, nodes) : nodes }));
  }, [nodes, question]);
  const live = held?.question === question ? held.lines : (nodes ?? []);
  const isPaused = still !== null;
  // Another filter is another question: what stands still answers the old one.
  const shown = still?.question === question ? still.lines : live;
  return {
    lines: shown,
    isPaused,
    waiting: isPaused ? newerThan(live, shown) : 0,
    total: found ? { count: found.totalCount, exact: found.totalIsExact } : null,
    status: log.status,
    failure: log.failure,
    retry: log.retry,
    pause: () => setStill({ question, lines: live }),
    goOn: () => setStill(null),
  };
}
