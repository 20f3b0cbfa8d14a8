import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import {
  ActionMenu,
  Button,
  ButtonLink,
  ConfirmDialog,
  DataGrid,
  FilterBar,
  type FilterField,
  gridSchema,
  Page,
  showToast,
  Stack,
  Text,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useGridUrlState, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { lastOnly, oneOf } from '../list-question';
import { usePartners } from '../use-partners';
import { planColumns } from './plan-columns';
import { planKinds } from './plan-kinds';
import { planTexts } from './plan-texts';
import type { Plan } from './plan-values';
import { ArchivePlanDocument, PlansDocument } from './plans.graphql';

const PlanPanel = lazy(async () => ({ default: (await import('./plan-panel')).PlanPanel }));

const schema = gridSchema(
  planColumns(
    (key) => key,
    () => '',
    () => null,
  ),
  ['kind', 'archived'],
);

/** What is sold, at which price. */
export function PlansScreen() {
  const t = useTexts(planTexts);
  return (
    <Guarded title={t('title')} needs={['billing.plan.view']}>
      <Plans />
    </Guarded>
  );
}

function Plans() {
  const t = useTexts(planTexts);
  const { can } = useSession();
  const links = useLinks();
  const partners = usePartners();
  const [state, setState] = useGridUrlState(schema);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const [archiving, setArchiving] = useState<Plan | null>(null);
  const archived = oneOf(state, 'archived', ['yes']) === 'yes';
  const { data, status, refreshing, failure, retry } = useApiQuery(
    PlansDocument,
    { archived, kind: oneOf(state, 'kind', planKinds) ?? null, search: state.text === '' ? null : state.text },
    { keepPrevious: true },
  );
  const plans = data?.plans ?? [];
  const manages = can('billing.plan.manage');
  const create = manages && (
    <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  const edited = panel?.startsWith('edit:') ? plans.find(({ id }) => `edit:${id}` === panel) : undefined;
  const monthly = (id: string) => data?.planFigures.find(({ planId }) => planId === id)?.monthly ?? null;
  const partnerName = (id: string) => partners.find((one) => one.id === id)?.name ?? '–';
  return (
    <Page
      title={t('title')}
      fill
      actions={
        manages && (
          <>
            <ButtonLink href="/plan-moves">{t('moves')}</ButtonLink>
            {create}
          </>
        )
      }
    >
      <DataGrid
        label={t('title')}
        columns={planColumns(t, partnerName, monthly)}
        rows={plans}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        status={status}
        refreshing={refreshing}
        failure={failure}
        onRetry={retry}
        total={data === undefined ? null : { count: plans.length, exact: true }}
        onOpen={({ id }) => links.navigate(`/plans/${id}`)}
        {...(manages && !archived
          ? {
              rowActions: (plan: Plan) => (
                <ActionMenu
                  label={t('actions', { title: plan.title })}
                  actions={[
                    { id: 'edit', label: t('edit'), onSelect: () => setPanel(`edit:${plan.id}`) },
                    { id: 'archive', label: t('archive'), danger: true, onSelect: () => setArchiving(plan) },
                  ]}
                />
              ),
            }
          : {})}
        empty={{ title: t('emptyTitle'), description: t('emptyText'), action: create }}
        toolbar={
          <FilterBar
            state={state}
            onStateChange={(next) => setState(lastOnly(next, 'kind'))}
            fields={fieldsOf(t)}
            searchLabel={t('search')}
          />
        }
        height="fill"
      />
      <Suspense fallback={null}>
        {manages && panel === 'new' && <PlanPanel plan={null} onClose={() => setPanel(null)} />}
        {manages && edited !== undefined && <PlanPanel key={edited.id} plan={edited} onClose={() => setPanel(null)} />}
      </Suspense>
      {archiving !== null && <ArchiveDialog plan={archiving} onClose={() => setArchiving(null)} />}
    </Page>
  );
}

function fieldsOf(t: ReturnType<typeof useTexts<typeof planTexts.entries>>): readonly FilterField[] {
  return [
    { id: 'kind', label: t('kind'), kind: 'choices', choices: planKinds.map((value) => ({ value, label: t(value) })) },
    { id: 'archived', label: t('archived'), kind: 'choices', choices: [{ value: 'yes', label: t('archivedOnly') }] },
  ];
}

function ArchiveDialog({ plan: { id, title, services }, onClose }: { plan: Plan; onClose: () => void }) {
  const t = useTexts(planTexts);
  const command = useMutationCommand(ArchivePlanDocument, {
    onDone: () => {
      showToast({ message: t('archivedDone', { title }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('archiveTitle', { title })}
      confirmLabel={t('archive')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ planId: id })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('archiveText')}</Text>
        {services > 0 && <Text strong>{t('archiveServices', { count: services })}</Text>}
      </Stack>
    </ConfirmDialog>
  );
}
