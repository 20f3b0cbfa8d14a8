import { useState } from 'react';
import type { Failure } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { Asked, AskedSession } from './session-answers';
import { DisconnectSessionsDocument, ReapplyPolicyDocument } from './sessions.graphql';

export interface ActedSession {
  readonly key: string;
  readonly login: string | null;
}

export interface SessionActs {
  readonly asked: Asked | null;
  readonly hide: () => void;
  readonly disconnect: (sessions: readonly ActedSession[]) => Promise<boolean>;
  readonly reapply: (sessions: readonly ActedSession[]) => Promise<boolean>;
  readonly running: boolean;
  readonly failure: Failure | null;
}

/** What is done with running sessions, and where the answers of their routers stand. */
export function useSessionActs(): SessionActs {
  const [asked, setAsked] = useState<Asked | null>(null);
  const end = useMutationCommand(DisconnectSessionsDocument, { invalidates: [] });
  const again = useMutationCommand(ReapplyPolicyDocument, { invalidates: [] });
  const named = ({ key, login }: ActedSession): AskedSession => ({ key, login: login ?? key });
  return {
    asked,
    hide: () => setAsked(null),
    running: end.running || again.running,
    failure: end.failure ?? again.failure,
    disconnect: async (sessions) => {
      const done = await end.run({ sessionKeys: sessions.map(({ key }) => key) });
      if (!done) return false;
      setAsked({ what: 'disconnect', sessions: sessions.map(named), among: { ids: done.disconnectSessions } });
      return true;
    },
    reapply: async (sessions) => {
      const done = await again.run({ sessionKeys: sessions.map(({ key }) => key) });
      if (!done) return false;
      const { at, sessions: under } = done.reapplyPolicy;
      const ways = new Map(under.map(({ sessionKey, way }) => [sessionKey, way]));
      setAsked({
        what: 'reapply',
        // Whoever belongs to no service has no policy, and is left out.
        sessions: sessions
          .filter(({ key }) => ways.has(key))
          .map((session) => ({ ...named(session), waits: ways.get(session.key) === 'NEXT_RENEWAL' })),
        among: { serviceIds: [...new Set(under.map(({ serviceId }) => serviceId))], since: at },
      });
      return true;
    },
  };
}
