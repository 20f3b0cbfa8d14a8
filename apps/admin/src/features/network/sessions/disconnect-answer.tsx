import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button, Notice, type StatusFamily, useTexts } from '@demarc/ui';
import { apiKey, useApiQuery } from '@demarc/web-kit';
import { AccessActionAnswerDocument, OnlineSessionsDocument } from './sessions.graphql';
import { sessionsTexts } from './sessions-texts';

export interface Disconnecting {
  readonly actionId: string;
  readonly login: string;
  readonly customerId: string | null;
}

const families = {
  WAITING: 'waiting',
  ACKNOWLEDGED: 'good',
  GONE: 'good',
  REFUSED: 'bad',
  UNANSWERED: 'attention',
  SUPERSEDED: 'off',
} as const satisfies Readonly<Record<string, StatusFamily>>;

/** The router answers after the act: what it said is shown as soon as it is known. */
export function DisconnectAnswer({ asked, onClose }: { asked: Disconnecting; onClose: () => void }) {
  const t = useTexts(sessionsTexts);
  const queries = useQueryClient();
  const { data } = useApiQuery(AccessActionAnswerDocument, { customerId: asked.customerId }, { refetchEveryMs: 1_500 });
  const action = data?.accessActions.nodes.find(({ id }) => id === asked.actionId);
  const state = action?.state ?? 'WAITING';
  const over = state !== 'WAITING' && state !== 'UNANSWERED';
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: apiKey(OnlineSessionsDocument) });
  }, [over, queries]);
  return (
    <Notice
      live
      family={families[state]}
      title={t('answerTitle', { login: asked.login })}
      action={
        <Button size="small" onClick={onClose}>
          {t('hide')}
        </Button>
      }
    >
      {t(`state_${state}`, { cause: action?.errorCause ?? '–' })}{' '}
      {action?.elapsedMs !== null && action?.elapsedMs !== undefined && t('took', { ms: action.elapsedMs })}
    </Notice>
  );
}
