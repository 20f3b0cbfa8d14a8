import { useParams } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import {
  Button,
  Columns,
  ErrorState,
  Figure,
  Money,
  NumberText,
  Page,
  RecordHeader,
  Section,
  showToast,
  Skeleton,
  Stack,
  StepChart,
  UiLink,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { apiKey, useApiQuery, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { todayIn } from '../../customers/today';
import { PlanBuyers } from './plan-buyers';
import { PlanChanges } from './plan-changes';
import { PlanIncome } from './plan-income';
import { PlanOwnFields } from './plan-own-fields';
import { planTexts } from './plan-texts';
import { plannedPrice, priceSteps } from './price-steps';
import { priceTexts } from './price-texts';
import { PlanDocument, RestorePlanDocument } from './plans.graphql';

const PlanPanel = lazy(async () => ({ default: (await import('./plan-panel')).PlanPanel }));
const PriceResults = lazy(async () => ({ default: (await import('./price-results')).PriceResults }));
const PricePanel = lazy(async () => ({ default: (await import('./price-panel')).PricePanel }));

type Loaded = ResultOf<typeof PlanDocument>;

/** One plan: what it costs and will cost, who may buy it, who has it, and what was changed. */
export function PlanScreen() {
  const t = useTexts(priceTexts);
  const { planId } = useParams({ strict: false });
  return (
    <Guarded title={t('plan')} needs={['billing.plan.view']}>
      <PlanRecord key={planId} id={planId ?? ''} />
    </Guarded>
  );
}

function PlanRecord({ id }: { id: string }) {
  const t = useTexts(priceTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(PlanDocument, { id });
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: apiKey(PlanDocument) });
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  if (data === undefined)
    return (
      <Page title={t('plan')} back={{ href: '/plans', label: t('plans') }}>
        {failure === null ? (
          <Skeleton lines={10} label={t('loading')} />
        ) : (
          <ErrorState failure={failure} onRetry={retry} />
        )}
      </Page>
    );
  const close = () => setPanel(null);
  const opened = data.priceChanges.find(({ id: changeId }) => panel === `change:${changeId}`);
  return (
    <div className="dm-page">
      <PlanHeader plan={data.plan} onPanel={setPanel} onChanged={again} />
      <PlanFigures loaded={data} />
      <PriceOverTime plan={data.plan} />
      <Columns min="lg">
        <PlanBuyers plan={data.plan} />
        <WhoHasIt planId={id} />
        <PlanOwnFields plan={data.plan} fields={data.customFields} />
        {can('billing.ledger.view') && <PlanIncome plan={data.plan} />}
      </Columns>
      <PlanChanges
        changes={data.priceChanges}
        currency={data.plan.currency}
        onOpen={(id) => setPanel(`change:${id}`)}
      />
      <Suspense fallback={null}>
        {panel === 'price' && <PricePanel plan={data.plan} onClose={close} onChanged={again} />}
        {opened !== undefined && <PriceResults change={opened} currency={data.plan.currency} onClose={close} />}
        {panel === 'edit' && <PlanPanel plan={data.plan} onClose={close} />}
      </Suspense>
    </div>
  );
}

interface HeaderProps {
  readonly plan: Loaded['plan'];
  readonly onPanel: (panel: string) => void;
  readonly onChanged: () => void;
}

function PlanHeader({ plan, onPanel, onChanged }: HeaderProps) {
  const t = useTexts(priceTexts);
  const words = useTexts(planTexts);
  const { can } = useSession();
  const restore = useMutationCommand(RestorePlanDocument, {
    onDone: () => {
      showToast({ message: t('restored', { title: plan.title }) });
      onChanged();
    },
  });
  const actions = plan.active ? (
    <>
      <Button tone="primary" onClick={() => onPanel('price')}>
        {t('change')}
      </Button>
      <Button onClick={() => onPanel('edit')}>{t('edit')}</Button>
    </>
  ) : (
    <Button busy={restore.running} onClick={() => void restore.run({ planId: plan.id })}>
      {t('restore')}
    </Button>
  );
  return (
    <RecordHeader
      back={{ href: '/plans', label: t('plans') }}
      title={plan.title}
      facts={[words(plan.kind), plan.serviceDescription, ...(plan.active ? [] : [t('archived')])].join(' · ')}
      actions={can('billing.plan.manage') && actions}
    />
  );
}

function PlanFigures({ loaded: { plan, planFigures } }: { loaded: Loaded }) {
  const t = useTexts(priceTexts);
  const [figures] = planFigures;
  return (
    <Columns min="sm">
      <Figure label={t('listPrice')} value={<Money value={{ amount: plan.unitPrice, currency: plan.currency }} />} />
      <Figure
        label={t('services')}
        value={<NumberText value={figures?.services ?? 0} />}
        hint={t('ownPrices', { count: figures?.ownPrices ?? 0 })}
      />
      <Figure label={t('monthly')} value={<Money value={figures?.monthly ?? null} />} hint={t('monthlyHint')} />
    </Columns>
  );
}

function PriceOverTime({ plan }: { plan: Loaded['plan'] }) {
  const t = useTexts(priceTexts);
  const format = useFormat();
  const today = todayIn(format.timeZone, format.now());
  const money = (amount: string) => format.money({ amount, currency: plan.currency });
  const next = plannedPrice(plan, today);
  const price = money(plan.unitPrice);
  const said =
    next !== undefined
      ? t('next', { price, next: money(next.unitPrice), date: format.day(next.from) })
      : t(plan.prices.length === 0 ? 'always' : 'now', { price });
  return (
    <Section title={t('over')}>
      <StepChart
        title={said}
        steps={priceSteps(plan, today, format.money)}
        today={today}
        valueLabel={t('listPrice')}
        fromLabel={t('from')}
      />
    </Section>
  );
}

function WhoHasIt({ planId }: { planId: string }) {
  const t = useTexts(priceTexts);
  const { can } = useSession();
  return (
    <Section title={t('whoHas')}>
      <Stack gap="sm">
        <UiLink href={`/customers?f.plan=${planId}`}>{t('seeCustomers')}</UiLink>
        {can('billing.service.view') && <UiLink href={`/custom-prices?f.plan=${planId}`}>{t('seeOwnPrices')}</UiLink>}
      </Stack>
    </Section>
  );
}
