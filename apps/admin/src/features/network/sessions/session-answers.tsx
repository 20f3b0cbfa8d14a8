import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button, FamilyTag, Notice, SimpleTable, type StatusFamily, type TextOf, useTexts } from '@demarc/ui';
import { apiKey, useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { OnlineSessionsDocument, SessionAnswersDocument } from './sessions.graphql';
import { sessionsTexts } from './sessions-texts';

export interface AskedSession {
  readonly key: string;
  readonly login: string;
  /** Nothing is sent: it comes with the next renewal of the lease. */
  readonly waits?: boolean;
}

export interface Asked {
  readonly what: 'disconnect' | 'reapply';
  readonly sessions: readonly AskedSession[];
  /** Where the answers stand. */
  readonly among:
    { readonly ids: readonly string[] } | { readonly serviceIds: readonly string[]; readonly since: string };
}

export type Action = ResultOf<typeof SessionAnswersDocument>['accessActions']['nodes'][number];
type State = Action['state'];
type Outcome = State | 'RENEWAL';

const families = {
  WAITING: 'waiting',
  ACKNOWLEDGED: 'good',
  GONE: 'good',
  REFUSED: 'bad',
  UNANSWERED: 'attention',
  SUPERSEDED: 'off',
  RENEWAL: 'waiting',
} as const satisfies Readonly<Record<Outcome, StatusFamily>>;

export interface Answered {
  readonly session: AskedSession;
  readonly outcome: Outcome;
  readonly action: Action | undefined;
}

/** The last word of the router about each session: a change that was refused is followed by a Disconnect. */
export function answersOf(sessions: readonly AskedSession[], actions: readonly Action[]): Answered[] {
  return sessions.map((session) => {
    const [action] = actions
      .filter(({ sessionKey }) => sessionKey === session.key)
      .sort((a, b) => Date.parse(b.requestedAt) - Date.parse(a.requestedAt) || rank(b) - rank(a));
    return { session, action, outcome: action?.state ?? (session.waits === true ? 'RENEWAL' : 'WAITING') };
  });
}

/** Of two at the same time the Disconnect came second. */
function rank({ kind }: Action): number {
  return kind === 'DISCONNECT' ? 1 : 0;
}

/** Routers answer after the act: what they said is shown as soon as it is known, and stays until it is hidden. */
export function SessionAnswers({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const t = useTexts(sessionsTexts);
  const queries = useQueryClient();
  const variables =
    'ids' in asked.among
      ? { ids: [...asked.among.ids], serviceIds: null, since: null }
      : { ids: null, serviceIds: [...asked.among.serviceIds], since: asked.among.since };
  const { data } = useApiQuery(SessionAnswersDocument, variables, { refetchEveryMs: 1_500 });
  const answers = answersOf(asked.sessions, data?.accessActions.nodes ?? []);
  const open = answers.filter(({ outcome }) => outcome === 'WAITING' || outcome === 'UNANSWERED').length;
  useEffect(() => {
    if (open === 0) void queries.invalidateQueries({ queryKey: apiKey(OnlineSessionsDocument) });
  }, [open, queries]);
  const [only] = answers;
  return (
    <Notice
      live
      family={worstFamily(answers)}
      title={titleOf(t, asked)}
      action={
        <Button size="small" onClick={onClose}>
          {t('hide')}
        </Button>
      }
    >
      {answers.length === 1 && only ? (
        <Sentence answered={only} what={asked.what} />
      ) : (
        <Table answers={answers} what={asked.what} />
      )}
    </Notice>
  );
}

function titleOf(t: TextOf<(typeof sessionsTexts)['entries']>, { what, sessions }: Asked): string {
  const [only] = sessions;
  if (sessions.length === 1 && only) return t(`${what}One`, { login: only.login });
  return t(`${what}Many`, { count: sessions.length });
}

const worstFirst: readonly StatusFamily[] = ['bad', 'attention', 'waiting', 'off', 'good'];

function worstFamily(answers: readonly Answered[]): StatusFamily {
  const seen: readonly StatusFamily[] = answers.map(({ outcome }) => families[outcome]);
  return worstFirst.find((family) => seen.includes(family)) ?? 'good';
}

function Sentence({ answered: { outcome, action }, what }: { answered: Answered; what: Asked['what'] }) {
  const t = useTexts(sessionsTexts);
  const isChange = what === 'reapply' && action?.kind === 'COA' && outcome === 'ACKNOWLEDGED';
  const took = action?.elapsedMs;
  return (
    <>
      {isChange ? t('changed') : t(`state_${outcome}`, { cause: action?.errorCause ?? '–' })}{' '}
      {took !== null && took !== undefined && t('took', { ms: took })} {isChange && action.request}
    </>
  );
}

function Table({ answers, what }: { answers: readonly Answered[]; what: Asked['what'] }) {
  const t = useTexts(sessionsTexts);
  return (
    <SimpleTable
      label={t('answers')}
      rows={answers}
      rowId={({ session }) => session.key}
      columns={[
        { id: 'login', header: t('login'), cell: ({ session }) => session.login },
        { id: 'router', header: t('router'), cell: ({ action }) => action?.routerName ?? '–' },
        {
          id: 'answer',
          header: t('answer'),
          cell: (answered) => (
            <FamilyTag family={families[answered.outcome]} quiet>
              <Sentence answered={answered} what={what} />
            </FamilyTag>
          ),
        },
      ]}
    />
  );
}
