import { Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import {
  Button,
  DateText,
  DateTimeText,
  EmptyState,
  EntityLink,
  ErrorState,
  Money,
  NumberText,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  StatusTag,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { usePartners } from '../use-partners';
import { runTexts } from './run-texts';
import { RunsDocument } from './runs.graphql';

const NewRunPanel = lazy(async () => ({ default: (await import('./new-run-panel')).NewRunPanel }));

/** Billing runs, newest first: which wait, which were issued. */
export function RunsScreen() {
  const t = useTexts(runTexts);
  return (
    <Guarded title={t('title')} needs={['billing.run.view']}>
      <Runs />
    </Guarded>
  );
}

function Runs() {
  const t = useTexts(runTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, failure, retry } = useApiQuery(RunsDocument, {}, { refetchEveryMs: 10_000 });
  const partners = usePartners();
  const creates = can('billing.run.preview');
  const create = creates && (
    <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  const nameOf = (id: string | null) =>
    id === null ? t('everybody') : (partners.find((one) => one.id === id)?.name ?? '–');
  return (
    <Page title={t('title')} actions={create}>
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={8} label={t('loading')} />}
      {data !== undefined && (
        <Section flush={data.billingRuns.length > 0}>
          <SimpleTable
            label={t('title')}
            rows={data.billingRuns}
            rowId={({ id }) => id}
            empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} action={create} />}
            columns={[
              {
                id: 'forDate',
                header: t('forDate'),
                cell: ({ id, forDate }) => (
                  <EntityLink href={`/runs/${id}`}>
                    <DateText value={forDate} />
                  </EntityLink>
                ),
              },
              { id: 'kind', header: t('kind'), cell: ({ kind }) => t(kind) },
              { id: 'status', header: t('status'), cell: ({ status }) => <StatusTag kind="run" value={status} /> },
              { id: 'partner', header: t('partner'), cell: ({ partnerId }) => nameOf(partnerId) },
              {
                id: 'planned',
                header: t('planned'),
                align: 'end',
                cell: ({ planned, issued, status }) => <NumberText value={status === 'ISSUED' ? issued : planned} />,
              },
              { id: 'held', header: t('held'), align: 'end', cell: ({ held }) => <NumberText value={held} /> },
              { id: 'gross', header: t('gross'), align: 'end', cell: ({ gross }) => <Money value={gross} /> },
              { id: 'createdBy', header: t('preparedBy'), cell: ({ createdBy }) => createdBy },
              { id: 'createdAt', header: t('prepared'), cell: ({ createdAt }) => <DateTimeText value={createdAt} /> },
              { id: 'approvedBy', header: t('approvedBy'), cell: ({ approvedBy }) => approvedBy ?? '–' },
            ]}
          />
        </Section>
      )}
      {panel === 'new' && creates && (
        <Suspense fallback={null}>
          <NewRunPanel onClose={() => setPanel(null)} />
        </Suspense>
      )}
    </Page>
  );
}
