import {
  DiffTable,
  EmptyState,
  ErrorState,
  FactList,
  Money,
  RefreshBar,
  Section,
  Skeleton,
  Stack,
  StatusTag,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { PreviewMoneyStepDocument } from './payment.graphql';
import { stepTexts } from './step-texts';

export type MoneyStep = VariablesOf<typeof PreviewMoneyStepDocument>['input'];

/** Null while the form is incomplete. */
export function useStepPreview(step: MoneyStep | null) {
  const enabled = step !== null;
  const query = useApiQuery(
    PreviewMoneyStepDocument,
    { input: step ?? { kind: 'REVERSE' } },
    { enabled, keepPrevious: true },
  );
  const isReady = enabled && query.data !== undefined && query.failure === null && !query.refreshing;
  return { ...query, enabled, isReady };
}

/** What a step with money does, in figures, before it is taken. */
export function StepPreview({ preview }: { preview: ReturnType<typeof useStepPreview> }) {
  const t = useTexts(stepTexts);
  const { data, enabled, failure, refreshing, retry } = preview;
  if (!enabled) return null;
  return (
    <Section title={t('effect')} level={3} look="plain">
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={3} />}
      {failure === null && data !== undefined && (
        <Stack>
          <RefreshBar active={refreshing} />
          <Effect result={data.previewMoneyStep} />
        </Stack>
      )}
    </Section>
  );
}

type Result = NonNullable<ReturnType<typeof useStepPreview>['data']>['previewMoneyStep'];

function Effect({ result }: { result: Result }) {
  const t = useTexts(stepTexts);
  return (
    <>
      <DiffTable
        label={t('invoices')}
        beforeLabel={t('openNow')}
        afterLabel={t('openThen')}
        empty={<EmptyState compact title={t('noInvoices')} />}
        rows={result.invoices.map(({ invoiceId, invoiceNumber, openBefore, openAfter }) => ({
          id: invoiceId,
          label: invoiceNumber,
          kind: 'changed' as const,
          before: <Money value={openBefore} />,
          after: <Money value={openAfter} />,
        }))}
      />
      <FactList
        columns={2}
        facts={[
          {
            id: 'before',
            label: t('owedNow'),
            value: <Balance due={result.balanceDueBefore} credit={result.creditBalanceBefore} />,
          },
          {
            id: 'after',
            label: t('owedThen'),
            value: <Balance due={result.balanceDueAfter} credit={result.creditBalanceAfter} />,
          },
          {
            id: 'standing',
            label: t('standingNow'),
            value: <StatusTag kind="standing" value={result.standingBefore} quiet />,
          },
          {
            id: 'then',
            label: t('standingThen'),
            value: <StatusTag kind="standing" value={result.standingAfter} quiet />,
          },
        ]}
      />
    </>
  );
}

function Balance({ due, credit }: { due: Result['balanceDueBefore']; credit: Result['balanceDueBefore'] }) {
  const t = useTexts(stepTexts);
  if (!/[1-9]/.test(credit.amount)) return <Money value={due} />;
  return (
    <>
      <Money value={credit} tone="good" /> {t('credit')}
    </>
  );
}
