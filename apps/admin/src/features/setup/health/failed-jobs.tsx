import { useState } from 'react';
import {
  Button,
  CodeBlock,
  CodeText,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  ExplainPopover,
  RelativeTime,
  Row,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { DiscardJobDocument, FailedJobsDocument, RetryJobDocument } from './health.graphql';
import { healthTexts } from './health-texts';

type FailedJob = ResultOf<typeof FailedJobsDocument>['failedJobs'][number];

export interface FailedJobsProps {
  readonly queue: string | null;
  readonly onQueue: (queue: string | null) => void;
}

export function FailedJobs({ queue, onQueue }: FailedJobsProps) {
  const t = useTexts(healthTexts);
  const { data, status, failure, retry } = useApiQuery(
    FailedJobsDocument,
    { queue },
    { keepPrevious: true, refetchEveryMs: 5_000 },
  );
  const [givingUp, setGivingUp] = useState<FailedJob | null>(null);
  const again = useMutationCommand(RetryJobDocument, {
    onDone: ({ retryJob }) => showToast({ message: t('retried', { queue: retryJob.queue }) }),
  });
  return (
    <Section
      title={t('failedJobs')}
      description={queue === null ? t('failedLead') : t('onlyQueue', { queue })}
      flush
      actions={
        queue !== null && (
          <Button size="small" onClick={() => onQueue(null)}>
            {t('all')}
          </Button>
        )
      }
    >
      {status === 'loading' && <Skeleton lines={3} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {again.failure && <ErrorState compact failure={again.failure} />}
      {data && (
        <FailedTable
          jobs={data.failedJobs}
          busy={again.running}
          onRetry={(job) => void again.run({ jobId: job.id })}
          onDiscard={setGivingUp}
        />
      )}
      {givingUp !== null && <DiscardDialog job={givingUp} onClose={() => setGivingUp(null)} />}
    </Section>
  );
}

interface TableProps {
  readonly jobs: readonly FailedJob[];
  readonly busy: boolean;
  readonly onRetry: (job: FailedJob) => void;
  readonly onDiscard: (job: FailedJob) => void;
}

function FailedTable({ jobs, busy, onRetry, onDiscard }: TableProps) {
  const t = useTexts(healthTexts);
  const { can } = useSession();
  const acts = (job: FailedJob) => (
    <Row>
      <Button size="small" busy={busy} aria-label={t('retryOf', { queue: job.queue })} onClick={() => onRetry(job)}>
        {t('retry')}
      </Button>
      <Button
        size="small"
        tone="quiet"
        aria-label={t('discardOf', { queue: job.queue })}
        onClick={() => onDiscard(job)}
      >
        {t('discard')}
      </Button>
    </Row>
  );
  return (
    <SimpleTable
      label={t('failedJobs')}
      rows={jobs}
      rowId={({ id }) => id}
      empty={<EmptyState compact title={t('noneFailed')} description={t('noneFailedText')} />}
      columns={[
        { id: 'queue', header: t('queue'), cell: (job) => <CodeText value={job.queue} /> },
        {
          id: 'error',
          header: t('error'),
          cell: (job) => (
            <>
              {job.error} <FailedDetail job={job} />
            </>
          ),
        },
        { id: 'tries', header: t('tries'), align: 'end', cell: (job) => job.tries },
        { id: 'at', header: t('failedAt'), cell: (job) => <RelativeTime value={job.failedAt} /> },
        { id: 'added', header: t('addedAt'), cell: (job) => <RelativeTime value={job.addedAt} /> },
        ...(can('ops.job.manage') ? [{ id: 'acts', header: t('acts'), cell: acts }] : []),
      ]}
    />
  );
}

function FailedDetail({ job }: { job: FailedJob }) {
  const t = useTexts(healthTexts);
  return (
    <ExplainPopover title={job.error} label={`${t('error')}: ${job.queue}`}>
      <Stack gap="sm">
        <CodeBlock label={t('payload')} text={JSON.stringify(job.payload, null, 2)} />
        {job.trace !== null && <CodeBlock label={t('trace')} text={job.trace} />}
      </Stack>
    </ExplainPopover>
  );
}

function DiscardDialog({ job, onClose }: { job: FailedJob; onClose: () => void }) {
  const t = useTexts(healthTexts);
  const command = useMutationCommand(DiscardJobDocument, {
    onDone: ({ discardJob }) => {
      onClose();
      showToast({ message: t('discarded', { queue: discardJob.queue }) });
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('discardTitle', { queue: job.queue })}
      confirmLabel={t('discard')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ jobId: job.id })}
      onClose={onClose}
    >
      <Text>{t('discardText')}</Text>
    </ConfirmDialog>
  );
}
