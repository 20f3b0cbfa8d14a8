import {
  Button,
  EmptyState,
  ErrorState,
  IpText,
  RelativeTime,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  useTexts,
} from '@demarc/ui';
import { apiKey, useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { StaffPerson } from './staff.graphql';
import { EndStaffSessionsDocument, StaffSessionsDocument } from './staff.graphql';
import { staffTexts } from './staff-texts';

export function StaffSessions({ person, may }: { person: StaffPerson; may: boolean }) {
  const t = useTexts(staffTexts);
  const { data, status, failure, retry } = useApiQuery(StaffSessionsDocument, { staffId: person.id });
  const end = useMutationCommand(EndStaffSessionsDocument, {
    invalidates: [apiKey(StaffSessionsDocument)],
    onDone: ({ endSessions }) => showToast({ message: t('sessionsEnded', { count: endSessions.ended }) }),
  });
  const rows = data?.sessions ?? [];
  return (
    <Section
      title={t('sessions')}
      level={3}
      flush
      actions={
        may &&
        rows.length > 0 && (
          <Button size="small" busy={end.running} onClick={() => void end.run({ staffId: person.id })}>
            {t('endSessions')}
          </Button>
        )
      }
    >
      {status === 'loading' && <Skeleton lines={2} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {end.failure && <ErrorState compact failure={end.failure} />}
      {status === 'ready' && (
        <SimpleTable
          label={t('sessions')}
          rows={rows}
          rowId={({ id }) => id}
          empty={<EmptyState compact title={t('noSessions')} />}
          columns={[
            { id: 'where', header: t('where'), cell: (row) => <IpText value={row.address ?? t('unknown')} /> },
            { id: 'browser', header: t('browser'), cell: (row) => row.userAgent ?? '–' },
            { id: 'seen', header: t('seen'), cell: (row) => <RelativeTime value={row.lastSeenAt} /> },
          ]}
        />
      )}
    </Section>
  );
}
