import { lazy, Suspense } from 'react';
import { Button, DataGrid, FilterBar, type GridState, gridSchema, Notice, Page, useFormat, useTexts } from '@demarc/ui';
import { useApiPages, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { daysOf, idsOf, lastOnly, oneOf } from '../../finance/list-question';
import { usePartnerFilter } from '../../finance/use-partners';
import { outstandingColumns, outstandingKinds } from './outstanding-columns';
import { type OutstandingChange, OutstandingDocument } from './outstanding.graphql';
import { outstandingTexts } from './outstanding-texts';

const WayBack = lazy(async () => ({ default: (await import('./way-back')).WayBack }));

const schema = gridSchema(
  outstandingColumns((key) => key, { money: () => '', day: () => '' }),
  ['kind', 'days', 'partner'],
);

/** Everything that waits for its day, the next first, and the way back from each. */
export function OutstandingScreen() {
  const t = useTexts(outstandingTexts);
  return (
    <Guarded title={t('title')} needs={['billing.service.view']}>
      <OutstandingList />
    </Guarded>
  );
}

function OutstandingList() {
  const t = useTexts(outstandingTexts);
  const format = useFormat();
  const partners = usePartnerFilter();
  const mayTakeBack = useWaysBack();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [opened, setOpened] = useUrlParam('back', { push: true });
  const pages = useApiPages({
    document: OutstandingDocument,
    variables: (after) => ({ ...questionOf(state), after, first: 50 }),
    page: ({ outstandingChanges: { nodes, pageInfo, totalCount, totalIsExact } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
      total: { count: totalCount, exact: totalIsExact },
    }),
  });
  const chosen = pages.rows.find((row) => rowKey(row) === opened);
  return (
    <Page title={t('title')} description={t('description')} fill>
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      <DataGrid
        label={t('title')}
        columns={[
          ...outstandingColumns(t, format),
          {
            id: 'back',
            header: '',
            align: 'end',
            width: 120,
            cell: (row) => mayTakeBack(row) && <BackButton row={row} onClick={() => setOpened(rowKey(row))} />,
          },
        ]}
        rowId={rowKey}
        state={state}
        onStateChange={setState}
        {...pages}
        empty={{ title: t('emptyTitle'), description: t('emptyText') }}
        toolbar={
          <FilterBar
            state={state}
            onStateChange={(next) => setState(lastOnly(lastOnly(next, 'kind'), 'partner'))}
            searchLabel={t('search')}
            fields={[
              {
                id: 'kind',
                label: t('kind'),
                kind: 'choices',
                choices: outstandingKinds.map((value) => ({ value, label: t(value) })),
              },
              { id: 'days', label: t('on'), kind: 'days' },
              ...partners,
            ]}
          />
        }
        height="fill"
      />
      <Suspense fallback={null}>
        {chosen !== undefined && <WayBack change={chosen} onClose={() => setOpened(null)} />}
      </Suspense>
    </Page>
  );
}

function BackButton({ row, onClick }: { readonly row: OutstandingChange; readonly onClick: () => void }) {
  const t = useTexts(outstandingTexts);
  const { kind } = row;
  if (kind === 'START' || kind === 'PLAN_MOVE') return null;
  const verb = t(`verb_${kind}`);
  return (
    <Button
      size="small"
      aria-label={t('verbOf', { verb, kind: t(kind), whom: row.customer?.name ?? row.planTitle })}
      onClick={onClick}
    >
      {verb}
    </Button>
  );
}

function useWaysBack(): (row: OutstandingChange) => boolean {
  const { can } = useSession();
  return ({ kind }) => {
    if (kind === 'PLAN_CHANGE') return can('billing.service.changePlan');
    if (kind === 'LIST_PRICE') return can('billing.plan.manage');
    return kind !== 'START' && kind !== 'PLAN_MOVE' && can('billing.service.manage');
  };
}

/** A service can have several of a kind, on different days. */
function rowKey({ kind, id, on }: OutstandingChange): string {
  return `${kind}:${id}:${on}`;
}

function questionOf(state: GridState) {
  const kind = oneOf(state, 'kind', outstandingKinds);
  const [partnerId] = idsOf(state, 'partner');
  const search = state.text.trim();
  return {
    ...daysOf(state, 'days'),
    ...(kind === undefined ? {} : { kind }),
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(search === '' ? {} : { search }),
  };
}
