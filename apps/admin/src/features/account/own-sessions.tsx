import {
  Button,
  DateTimeText,
  EmptyState,
  ErrorState,
  FamilyTag,
  IpText,
  RelativeTime,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  useTexts,
} from '@demarc/ui';
import { apiKey, useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { EndOtherSessionsDocument, EndOwnSessionDocument, OwnSessionsDocument } from './account.graphql';
import { accountTexts } from './account-texts';

type OwnSession = ResultOf<typeof OwnSessionsDocument>['sessions'][number];
const stale = { invalidates: [apiKey(OwnSessionsDocument)] };

export function OwnSessions({ staffId }: { staffId: string }) {
  const t = useTexts(accountTexts);
  const { data, status, failure, retry } = useApiQuery(OwnSessionsDocument, {});
  const others = useMutationCommand(EndOtherSessionsDocument, {
    ...stale,
    onDone: ({ endSessions }) => showToast({ message: t('endedOthers', { count: endSessions.ended }) }),
  });
  const one = useMutationCommand(EndOwnSessionDocument, { ...stale, onDone: () => showToast({ message: t('ended') }) });
  const refused = others.failure ?? one.failure;
  const rows = data?.sessions ?? [];
  return (
    <Section
      title={t('sessions')}
      description={t('sessionsLead')}
      flush
      actions={
        rows.length > 1 && (
          <Button busy={others.running} onClick={() => void others.run({ staffId })}>
            {t('endOthers')}
          </Button>
        )
      }
    >
      {status === 'loading' && <Skeleton lines={3} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {refused && <ErrorState compact failure={refused} />}
      {status === 'ready' && (
        <SimpleTable
          label={t('sessions')}
          rows={rows}
          rowId={({ id }) => id}
          empty={<EmptyState compact title={t('noSessions')} />}
          columns={[
            {
              id: 'where',
              header: t('where'),
              cell: (row: OwnSession) => (row.address === null ? t('unknown') : <IpText value={row.address} />),
            },
            { id: 'browser', header: t('browser'), cell: (row: OwnSession) => row.userAgent ?? '–' },
            { id: 'since', header: t('since'), cell: (row: OwnSession) => <DateTimeText value={row.createdAt} /> },
            { id: 'seen', header: t('seen'), cell: (row: OwnSession) => <RelativeTime value={row.lastSeenAt} /> },
            {
              id: 'end',
              header: t('end'),
              cell: (row: OwnSession) =>
                row.current ? (
                  <FamilyTag family="good">{t('thisOne')}</FamilyTag>
                ) : (
                  <Button
                    size="small"
                    aria-label={t('endOf', { where: row.address ?? t('unknown') })}
                    busy={one.running}
                    onClick={() => void one.run({ sessionId: row.id })}
                  >
                    {t('end')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
