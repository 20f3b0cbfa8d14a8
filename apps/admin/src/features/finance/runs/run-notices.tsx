import { Notice, Stack, UiLink, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { runTexts } from './run-texts';
import { WaitingRunsDocument } from './runs.graphql';

const refreshMs = 60_000;

/** Runs that wait for a person, or for their hour: what stopped first. Nothing when none does. */
export function RunNotices() {
  const { can } = useSession();
  return can('billing.run.view') ? <Waiting /> : null;
}

function Waiting() {
  const t = useTexts(runTexts);
  const format = useFormat();
  const { data } = useApiQuery(WaitingRunsDocument, {}, { refetchEveryMs: refreshMs });
  const runs = data?.billingRuns ?? [];
  if (runs.length === 0) return null;
  return (
    <Stack gap="sm">
      {runs.map((run) => {
        const link = <UiLink href={`/runs/${run.id}`}>{t('lookAtRun')}</UiLink>;
        const title = t(run.kind === 'PREPAID' ? 'prepaidOf' : 'runOf', { date: format.day(run.forDate) });
        const figures = t('waitingFigures', { count: run.planned, amount: format.money(run.gross) });
        if (run.stoppedReason !== null)
          return (
            <Notice key={run.id} family="attention" title={title} action={link}>
              {`${t('stopped')}. ${run.stoppedReason}`}
            </Notice>
          );
        return (
          <Notice key={run.id} family="waiting" title={title} action={link}>
            {run.issueOn === null
              ? `${figures} ${t('waitsForPerson')}`
              : `${figures} ${t('goesOut', { date: format.day(run.issueOn), hour: run.issueHour ?? 0 })}.`}
          </Notice>
        );
      })}
    </Stack>
  );
}
