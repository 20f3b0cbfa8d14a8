import { Meter, Notice, Stack, UiLink, useFormat, useTexts } from '@demarc/ui';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';

/** What is going on, or what came of it, in one line above everything else. */
export function RunProgress({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  switch (run.status) {
    case 'PREVIEWING':
      return (
        <Notice family="waiting" title={t('previewing')}>
          {t('previewingText', { count: run.accounts })}
        </Notice>
      );
    case 'ISSUING':
      return (
        <Stack gap="sm">
          <Notice family="waiting" title={t('issuing')}>
            {t('issuingText', { issued: run.issued, planned: run.planned })}
          </Notice>
          <Meter label={t('issuing')} value={run.issued} max={run.planned} text={`${run.issued} / ${run.planned}`} />
        </Stack>
      );
    case 'PREVIEWED':
      return run.planned + run.held + run.failed === 0 ? (
        <Notice family="info" title={t('nothingLeft')}>
          {t('nothingLeftText')}
        </Notice>
      ) : (
        <GoesOut run={run} />
      );
    case 'ISSUED':
      return <Result run={run} />;
    case 'CANCELLED':
      return <Notice family="off">{t('cancelled')}</Notice>;
    case 'APPROVED':
      return null;
  }
}

/** What the calendar will do with it, or why it did not. */
function GoesOut({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const format = useFormat();
  if (run.stoppedReason !== null)
    return (
      <Notice family="attention" title={t('stopped')}>
        {run.stoppedReason}
      </Notice>
    );
  if (run.issueOn === null) return null;
  return (
    <Notice family="waiting" title={t('goesOut', { date: format.day(run.issueOn), hour: run.issueHour ?? 0 })}>
      {t('goesOutText')}
    </Notice>
  );
}

function Result({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const left = run.held + run.failed + run.changed;
  const first = run.failed > 0 ? 'FAILED' : run.changed > 0 ? 'CHANGED' : 'HELD';
  return (
    <Notice
      family={run.failed > 0 ? 'attention' : 'good'}
      title={t('done')}
      action={left > 0 && <UiLink href={`/runs/${run.id}?f.status=${first}`}>{t('seeLeft')}</UiLink>}
    >
      {[t('doneText', { count: run.issued }), ...(left > 0 ? [t('doneLeft')] : [])].join(' ')}
    </Notice>
  );
}
