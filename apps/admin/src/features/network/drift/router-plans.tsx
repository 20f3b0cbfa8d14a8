import { useState } from 'react';
import {
  Button,
  EmptyState,
  ErrorState,
  Meter,
  Notice,
  RelativeTime,
  Row,
  Section,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { type FleetRow, PlanTag, refreshMs } from './fleet';
import { PlanAct, type PlanStep } from './plan-act';
import { PlanSteps } from './plan-steps';
import { RouterPlansDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';

export type Plan = ResultOf<typeof RouterPlansDocument>['routerPlans'][number];

/** The newest plan with its commands, and those before it. */
export function RouterPlans({ router }: { router: FleetRow }) {
  const t = useTexts(routerDriftTexts);
  const [opened, setOpened] = useState<string | null>(null);
  const { data, status, failure, retry } = useApiQuery(
    RouterPlansDocument,
    { routerId: router.routerId },
    { refetchEveryMs: refreshMs },
  );
  const plans = data?.routerPlans ?? [];
  const [newest] = plans;
  const shown = opened ?? newest?.id;
  return (
    <Section title={t('plans')} description={t('plansLead')}>
      {status === 'loading' && <Skeleton lines={3} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {data && plans.length === 0 && <EmptyState compact title={t('noPlans')} />}
      <Stack>
        {plans.map((plan) => (
          <OnePlan
            key={plan.id}
            plan={plan}
            router={router}
            isOpen={plan.id === shown}
            onToggle={() => setOpened(plan.id === shown ? '' : plan.id)}
          />
        ))}
      </Stack>
    </Section>
  );
}

interface OnePlanProps {
  readonly plan: Plan;
  readonly router: FleetRow;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

const underWay = ['APPROVED', 'APPLYING', 'READ_BACK'];

function OnePlan({ plan, router, isOpen, onToggle }: OnePlanProps) {
  const t = useTexts(routerDriftTexts);
  return (
    <Section
      level={3}
      title={`${t(`kind_${plan.kind}`)} · ${t('commands', { count: plan.steps })}`}
      actions={
        <Row>
          <PlanTag state={plan.state} />
          <Button size="small" tone="quiet" aria-expanded={isOpen} onClick={onToggle}>
            {t('steps')}
          </Button>
        </Row>
      }
    >
      <Stack gap="sm">
        <PlanFacts plan={plan} />
        {underWay.includes(plan.state) && (
          <Meter label={t('progress')} value={plan.finished} max={plan.steps} showLabel showFigures />
        )}
        {plan.note !== '' && <Notice family={plan.state === 'FAILED' ? 'bad' : 'info'}>{plan.note}</Notice>}
        {plan.state === 'PROPOSED' && plan.needsSecond && (
          <Notice family="attention" title={t('secondTitle')}>
            {t('secondText')}
          </Notice>
        )}
        <PlanActs plan={plan} router={router} />
        {isOpen && <PlanSteps plan={plan} />}
      </Stack>
    </Section>
  );
}

function PlanFacts({ plan }: { plan: Plan }) {
  const t = useTexts(routerDriftTexts);
  const words = [
    t('services', { count: plan.services, base: plan.base }),
    plan.sessionsEnded === 0 ? t('noDrops') : t('drops', { count: plan.sessionsEnded }),
    t('proposedBy', { name: plan.proposedBy }),
    ...(plan.approvedBy === null ? [] : [t('approvedBy', { name: plan.approvedBy })]),
  ];
  return (
    <Text tone="secondary">
      {words.join(' · ')} · <RelativeTime value={plan.finishedAt ?? plan.startedAt ?? plan.proposedAt} />
    </Text>
  );
}

function PlanActs({ plan, router }: { plan: Plan; router: FleetRow }) {
  const t = useTexts(routerDriftTexts);
  const { can } = useSession();
  const [asked, setAsked] = useState<PlanStep | null>(null);
  if (!can('networking.drift.repair')) return null;
  const waits = plan.state === 'PROPOSED' || (plan.state === 'APPROVED' && plan.startedAt === null);
  const ended = plan.state === 'DONE' || plan.state === 'FAILED';
  return (
    <Row>
      {plan.state === 'PROPOSED' && (
        <Button tone="primary" onClick={() => setAsked('approve')}>
          {t('approve')}
        </Button>
      )}
      {waits && <Button onClick={() => setAsked('discard')}>{t('discard')}</Button>}
      {ended && plan.commands > 0 && <Button onClick={() => setAsked('rollBack')}>{t('rollBack')}</Button>}
      {asked && <PlanAct act={asked} plan={plan} router={router} onClose={() => setAsked(null)} />}
    </Row>
  );
}
