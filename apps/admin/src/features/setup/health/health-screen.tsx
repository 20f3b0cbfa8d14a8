import { useState } from 'react';
import {
  CheckboxInput,
  CodeText,
  Columns,
  ErrorState,
  FamilyTag,
  Figure,
  FiguresSkeleton,
  NumberText,
  Page,
  RelativeTime,
  Section,
  SimpleTable,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { OpenRow } from '../open-row';
import { FailedJobs } from './failed-jobs';
import { HealthTabs } from './health-tabs';
import { JobQueuesDocument } from './health.graphql';
import { rhythmOf } from './cron-words';
import { healthTexts } from './health-texts';
import { Messages } from './messages';

type Queue = ResultOf<typeof JobQueuesDocument>['jobQueues'][number];

export function HealthScreen() {
  const t = useTexts(healthTexts);
  const { can } = useSession();
  if (!can('ops.job.view') && can('messaging.message.view')) return <Messages />;
  return (
    <Guarded title={t('title')} needs={['ops.job.view']}>
      <Health />
    </Guarded>
  );
}

function Health() {
  const t = useTexts(healthTexts);
  const [queue, setQueue] = useUrlParam('queue');
  const { data, status, failure, retry } = useApiQuery(JobQueuesDocument, {}, { refetchEveryMs: 5_000 });
  return (
    <Page title={t('title')} description={t('lead')}>
      <HealthTabs active="jobs" />
      {status === 'loading' && <FiguresSkeleton />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Stack>
          <HealthFigures queues={data.jobQueues} />
          <FailedJobs queue={queue} onQueue={setQueue} />
          <QueueTable queues={data.jobQueues} onQueue={setQueue} />
        </Stack>
      )}
    </Page>
  );
}

/** Counts of jobs, not money: adding them up here is fine. */
function HealthFigures({ queues }: { queues: readonly Queue[] }) {
  const t = useTexts(healthTexts);
  const sum = (of: (queue: Queue) => number) => queues.reduce((total, queue) => total + of(queue), 0);
  return (
    <Section title={t('figures')} description={t('refresh')}>
      <Columns min="sm">
        <Figure label={t('waiting')} value={<NumberText value={sum((one) => one.waiting)} />} hint={t('waitingHint')} />
        <Figure label={t('running')} value={<NumberText value={sum((one) => one.running)} />} />
        <Figure label={t('later')} value={<NumberText value={sum((one) => one.later)} />} hint={t('laterHint')} />
        <Figure label={t('failed')} value={<NumberText value={sum((one) => one.failed)} />} hint={t('failedHint')} />
        <Figure label={t('done')} value={<NumberText value={sum((one) => one.doneLastDay)} />} />
      </Columns>
    </Section>
  );
}

function QueueTable({ queues, onQueue }: { queues: readonly Queue[]; onQueue: (queue: string) => void }) {
  const t = useTexts(healthTexts);
  const [busyOnly, setBusyOnly] = useState(false);
  const rows = busyOnly ? queues.filter((one) => one.waiting + one.later + one.running + one.failed > 0) : queues;
  return (
    <Section
      title={t('queues')}
      flush
      actions={<CheckboxInput label={t('onlyBusy')} value={busyOnly} onChange={setBusyOnly} />}
    >
      <SimpleTable
        label={t('queues')}
        rows={rows}
        rowId={({ name }) => name}
        empty={<Text tone="secondary">{t('quiet')}</Text>}
        columns={[
          { id: 'name', header: t('queue'), cell: (one) => <CodeText value={one.name} /> },
          {
            id: 'failed',
            header: t('failed'),
            align: 'end',
            cell: (one) =>
              one.failed === 0 ? (
                <NumberText value={0} />
              ) : (
                <OpenRow onOpen={() => onQueue(one.name)}>
                  <FamilyTag family="bad">{one.failed}</FamilyTag>
                </OpenRow>
              ),
          },
          { id: 'waiting', header: t('waiting'), align: 'end', cell: (one) => <NumberText value={one.waiting} /> },
          { id: 'running', header: t('running'), align: 'end', cell: (one) => <NumberText value={one.running} /> },
          { id: 'later', header: t('later'), align: 'end', cell: (one) => <NumberText value={one.later} /> },
          { id: 'done', header: t('done'), align: 'end', cell: (one) => <NumberText value={one.doneLastDay} /> },
          {
            id: 'last',
            header: t('lastDone'),
            cell: (one) => (one.lastDoneAt === null ? t('never') : <RelativeTime value={one.lastDoneAt} />),
          },
          {
            id: 'oldest',
            header: t('oldest'),
            cell: (one) => (one.oldestWaitingAt === null ? '–' : <RelativeTime value={one.oldestWaitingAt} />),
          },
          {
            id: 'rhythm',
            header: t('rhythm'),
            cell: (one) => (one.cron === null ? t('onDemand') : <RhythmText cron={one.cron} />),
          },
        ]}
      />
    </Section>
  );
}

function RhythmText({ cron }: { cron: string }) {
  const t = useTexts(healthTexts);
  const rhythm = rhythmOf(cron);
  switch (rhythm?.kind) {
    case 'minute':
      return t('everyMinute');
    case 'minutes':
      return t('everyMinutes', { count: rhythm.count });
    case 'hour':
      return t('everyHour', { at: rhythm.at });
    case 'day':
      return t('everyDay', { at: rhythm.at });
    default:
      return <CodeText value={cron} />;
  }
}
