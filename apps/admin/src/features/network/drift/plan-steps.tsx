import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import {
  CodeText,
  ErrorState,
  FamilyTag,
  SimpleTable,
  Skeleton,
  Stack,
  type StatusFamily,
  Text,
  useTexts,
} from '@demarc/ui';
import { apiKey, useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { refreshMs } from './fleet';
import { RouterPlanStepsDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';
import type { Plan } from './router-plans';
import { causeWords } from './router-words';

type Step = ResultOf<typeof RouterPlanStepsDocument>['routerPlan']['stepList'][number];

const families = {
  WAITING: 'off',
  SENDING: 'waiting',
  DONE: 'good',
  WAS_SO: 'good',
  REFUSED: 'bad',
  UNKNOWN: 'attention',
  OVERTAKEN: 'attention',
} as const satisfies Readonly<Record<Step['state'], StatusFamily>>;

/** The commands in their order, what undoes each, and what the router showed afterwards. */
export function PlanSteps({ plan }: { plan: Plan }) {
  const t = useTexts(routerDriftTexts);
  const queries = useQueryClient();
  // What the last of them came to is seen when the plan has ended, too.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: apiKey(RouterPlanStepsDocument, { id: plan.id }) });
  }, [queries, plan.id, plan.state]);
  const moves = plan.state !== 'DONE' && plan.state !== 'DISCARDED' && plan.state !== 'ROLLED_BACK';
  const { data, status, failure, retry } = useApiQuery(
    RouterPlanStepsDocument,
    { id: plan.id },
    moves ? { refetchEveryMs: refreshMs } : {},
  );
  if (status === 'failed' && failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={3} />;
  return (
    <SimpleTable
      label={t('steps')}
      rows={data.routerPlan.stepList}
      rowId={({ ordinal }) => String(ordinal)}
      columns={[
        { id: 'at', header: '#', align: 'end', cell: ({ ordinal }) => ordinal + 1 },
        {
          id: 'command',
          header: t('command'),
          cell: (step) => (
            <Stack gap="xs">
              <CodeText value={step.command} />
              {step.endsSession && <Text tone="secondary">{t('endsSession')}</Text>}
            </Stack>
          ),
        },
        { id: 'cause', header: t('cause'), cell: ({ cause }) => causeWords(t, cause) },
        { id: 'undone', header: t('undone'), cell: ({ inverse }) => <CodeText value={inverse} /> },
        {
          id: 'outcome',
          header: t('outcome'),
          cell: (step) => (
            <Stack gap="xs">
              <FamilyTag family={families[step.state]} quiet>
                {t(`step_${step.state}`)}
              </FamilyTag>
              {step.state !== 'DONE' && step.answer !== null && <Text tone="secondary">{step.answer}</Text>}
            </Stack>
          ),
        },
        { id: 'proof', header: t('proof'), cell: (step) => <Proof step={step} /> },
      ]}
    />
  );
}

function Proof({ step }: { step: Step }) {
  const t = useTexts(routerDriftTexts);
  if (step.proof === null || (step.state !== 'DONE' && step.state !== 'WAS_SO')) return '–';
  if (step.verb === 'REMOVE') return t('gone');
  return <CodeText value={step.proof.map(({ field, actual }) => `${field}=${actual ?? ''}`).join(' ')} />;
}
