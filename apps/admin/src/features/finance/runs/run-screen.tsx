import { useParams } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Columns, ErrorState, Page, RecordHeader, Skeleton, StatusTag, useFormat, useTexts } from '@demarc/ui';
import { apiKey, useApiQuery } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { usePartners } from '../use-partners';
import { RunActions } from './run-actions';
import { RunCauses } from './run-causes';
import { RunChecks } from './run-checks';
import { RunFigures } from './run-figures';
import { RunItems } from './run-items';
import { RunMails } from './run-mails';
import { RunProgress } from './run-progress';
import { RunSteps } from './run-steps';
import { RunTotals } from './run-totals';
import { runTexts } from './run-texts';
import { type Run, RunDocument, RunItemsDocument } from './runs.graphql';

const pollMs = 1_500;

/** One billing run, from its preview to what it issued. */
export function RunScreen() {
  const t = useTexts(runTexts);
  const { runId } = useParams({ strict: false });
  return (
    <Guarded title={t('run')} needs={['billing.run.view']}>
      <RunRecord key={runId} id={runId ?? ''} />
    </Guarded>
  );
}

function RunRecord({ id }: { id: string }) {
  const t = useTexts(runTexts);
  const { data, failure, retry } = useWatchedRun(id);
  if (data === undefined) {
    return (
      <Page title={t('run')} back={{ href: '/runs', label: t('title') }}>
        {failure === null ? (
          <Skeleton lines={10} label={t('loading')} />
        ) : (
          <ErrorState failure={failure} onRetry={retry} />
        )}
      </Page>
    );
  }
  const run = data.billingRun;
  return (
    <div className="dm-page">
      <RunHeader run={run} />
      <RunSteps status={run.status} />
      <RunProgress run={run} />
      {run.status !== 'PREVIEWING' && (
        <>
          <RunFigures run={run} />
          <RunCauses run={run} />
          <Columns min="lg">
            <RunTotals run={run} />
            <RunChecks run={run} />
          </Columns>
          <RunMails run={run} />
          <RunItems run={run} />
        </>
      )}
    </div>
  );
}

/** Looks again while a job works on the run; when it comes to rest, its items are read anew. */
function useWatchedRun(id: string) {
  const queries = useQueryClient();
  const [moving, setMoving] = useState(true);
  const query = useApiQuery(RunDocument, { id }, moving ? { refetchEveryMs: pollMs } : {});
  const status = query.data?.billingRun.status;
  useEffect(() => {
    if (status === undefined) return;
    setMoving(status === 'PREVIEWING' || status === 'ISSUING');
    void queries.invalidateQueries({ queryKey: apiKey(RunItemsDocument) });
  }, [status, queries]);
  return query;
}

function RunHeader({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const partners = usePartners();
  const partner = partners.find(({ id }) => id === run.partnerId)?.name;
  const facts = [
    run.partnerId === null ? t('everybody') : (partner ?? ''),
    run.floating ? t('floatingFact') : t('datedFact', { date: format.day(run.datedOn) }),
    ...(run.automatic ? [t('automaticFact')] : []),
    t('preparedFacts', { at: format.instant(run.createdAt), by: run.createdBy }),
    ...(run.approvedAt === null
      ? []
      : [t('approvedFacts', { at: format.instant(run.approvedAt), by: run.approvedBy ?? '' })]),
  ].filter((fact) => fact !== '');
  return (
    <RecordHeader
      back={{ href: '/runs', label: t('title') }}
      title={t(run.kind === 'PREPAID' ? 'prepaidOf' : 'runOf', { date: format.day(run.forDate) })}
      status={<StatusTag kind="run" value={run.status} />}
      facts={facts.join(' · ')}
      actions={<RunActions run={run} />}
    />
  );
}
