import { EmptyState, ErrorState, Section, Skeleton, Timeline, UiLink, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { timelineEntry, timelineKinds } from './timeline-entries';
import { TimelineDocument } from './timeline.graphql';
import { timelineTexts } from './timeline-texts';

/** Sessions come and go many times a day: they have a tab of their own. */
const kinds = timelineKinds.filter((kind) => kind !== 'SESSION');

export function RecentEvents({ customerId }: { customerId: string }) {
  const t = useTexts(timelineTexts);
  const { data, status, failure, retry } = useApiQuery(TimelineDocument, { customerId, kinds, first: 8 });
  const entries = data?.timeline.nodes ?? [];
  return (
    <Section title={t('recent')} actions={<UiLink href={`/customers/${customerId}?tab=timeline`}>{t('all')}</UiLink>}>
      {status === 'loading' && <Skeleton lines={4} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {status === 'ready' && entries.length === 0 && <EmptyState compact title={t('empty')} />}
      {entries.length > 0 && <Timeline label={t('recent')} entries={entries.map(timelineEntry)} />}
    </Section>
  );
}
