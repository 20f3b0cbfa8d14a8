import { lazy, Suspense } from 'react';
import { Button, DataGrid, FilterBar, gridSchema, Notice, Page, useTexts } from '@demarc/ui';
import { useApiPages, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { lastOnly, oneOf } from '../list-question';
import { proformaColumns } from './proforma-columns';
import { ProformaListDocument } from './proforma.graphql';
import { proformaTexts } from './proforma-texts';

const NewProformaPanel = lazy(async () => ({ default: (await import('./new-proforma-panel')).NewProformaPanel }));
const ProformaPanel = lazy(async () => ({ default: (await import('./proforma-panel')).ProformaPanel }));

const statuses = ['UNPAID', 'PAID', 'CANCELLED'] as const;
const schema = gridSchema(
  proformaColumns((key) => key),
  ['status'],
);

/** Requests for payment that are in no balance: who was asked, and what became of it. */
export function ProformasScreen() {
  const t = useTexts(proformaTexts);
  return (
    <Guarded title={t('title')} needs={['billing.proforma.view']}>
      <ProformaList />
    </Guarded>
  );
}

function ProformaList() {
  const t = useTexts(proformaTexts);
  const { can } = useSession();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const status = oneOf(state, 'status', statuses);
  const pages = useApiPages({
    document: ProformaListDocument,
    variables: (after) => ({ ...(status === undefined ? {} : { status }), after, first: 50 }),
    page: ({ proformas: { nodes, pageInfo, totalCount, totalIsExact } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
      total: { count: totalCount, exact: totalIsExact },
    }),
  });
  const opened = pages.rows.find(({ id }) => id === panel);
  return (
    <Page
      title={t('title')}
      fill
      actions={
        can('billing.proforma.issue') && (
          <Button tone="primary" onClick={() => setPanel('new')}>
            {t('new')}
          </Button>
        )
      }
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      <DataGrid
        label={t('title')}
        columns={proformaColumns(t)}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        {...pages}
        onOpen={({ id }) => setPanel(id)}
        empty={{ title: t('emptyTitle'), description: t('emptyText') }}
        toolbar={
          <FilterBar
            state={state}
            onStateChange={(next) => setState(lastOnly(next, 'status'))}
            fields={[
              {
                id: 'status',
                label: t('status'),
                kind: 'choices',
                choices: statuses.map((value) => ({ value, label: t(value) })),
              },
            ]}
          />
        }
        height="fill"
      />
      <Suspense fallback={null}>
        {panel === 'new' && <NewProformaPanel onClose={() => setPanel(null)} />}
        {opened !== undefined && <ProformaPanel proforma={opened} onClose={() => setPanel(null)} />}
      </Suspense>
    </Page>
  );
}
