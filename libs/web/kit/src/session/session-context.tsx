import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from 'react';
import type { Failure, PermissionCheck } from '@demarc/ui';
import { useApi } from '../api/api-context';
import { asFailure } from '../api/api-error';
import { readSession, type Session } from './session';

export interface SessionState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly session: Session;
  readonly failure: Failure | null;
  /** For `UiProvider can={…}`. Hides what the server would refuse anyway. */
  readonly can: PermissionCheck;
  /** Asks the server again, after a step of the sign-in. */
  readonly refresh: () => Promise<void>;
  readonly signOut: () => Promise<void>;
}

const SessionContext = createContext<SessionState | null>(null);
const sessionKey = ['session'] as const;
const nobody: Session = { kind: 'nobody' };

export function SessionProvider({ kind, children }: { kind: 'staff' | 'customer'; children: ReactNode }) {
  const api = useApi();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => readSession(await api.rest('GET', '/auth/session', undefined, { signal })),
    staleTime: 60_000,
  });
  const refresh = useCallback(async () => {
    await queries.invalidateQueries({ queryKey: sessionKey });
  }, [queries]);
  useEffect(() => api.onSignedOut(() => queries.setQueryData(sessionKey, nobody)), [api, queries]);
  const signOut = useCallback(async () => {
    await api.rest('POST', `/auth/${kind}/sign-out`, {});
    queries.clear();
    await queries.fetchQuery({ queryKey: sessionKey, queryFn: () => nobody });
  }, [api, queries, kind]);
  const session = query.data ?? nobody;
  const state = useMemo<SessionState>(() => {
    const held = new Set(session.kind === 'staff' ? (session.staff?.permissions ?? []) : []);
    return {
      status: query.data !== undefined ? 'ready' : query.isError ? 'failed' : 'loading',
      session,
      failure: asFailure(query.error),
      can: (permission) => held.has(permission),
      refresh,
      signOut,
    };
  }, [query.data, query.isError, query.error, session, refresh, signOut]);
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (state === null) throw new Error('useSession needs a SessionProvider above it');
  return state;
}
