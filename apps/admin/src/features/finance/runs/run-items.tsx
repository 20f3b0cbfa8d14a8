import { lazy, Suspense } from 'react';
import {
  DataGrid,
  EntityLink,
  FilterBar,
  type FilterField,
  type GridColumn,
  type GridState,
  gridSchema,
  Money,
  Section,
  StatusTag,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useGridUrlState, useUrlParam } from '@demarc/web-kit';
import { lastOnly, oneOf } from '../list-question';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';
import { type RunText, wordOf } from './run-words';
import { type RunItem, RunItemsDocument } from './runs.graphql';

const RunItemPanel = lazy(async () => ({ default: (await import('./run-item-panel')).RunItemPanel }));

const pageSize = 50;
const gridHeight = 620;
const statuses = ['PLANNED', 'HELD', 'EXCLUDED', 'ABSENT', 'ISSUED', 'FAILED', 'CHANGED', 'LAPSED'] as const;
const schema = gridSchema(
  itemColumns((key) => key),
  ['status', 'cause', 'flag'],
);

/** What is planned for each account; a row opens its lines beside those of the last invoice. */
export function RunItems({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const [state, setState] = useGridUrlState(schema);
  const [openId, setOpenId] = useUrlParam('item', { push: true });
  const status = oneOf(state, 'status', statuses);
  const cause = oneOf(
    state,
    'cause',
    run.causes.map((one) => one.cause),
  );
  const flag = oneOf(
    state,
    'flag',
    run.flags.map((one) => one.flag),
  );
  const pages = useApiPages({
    document: RunItemsDocument,
    variables: (after) => ({
      id: run.id,
      status: status ?? null,
      cause: cause ?? null,
      flag: flag ?? null,
      after,
      first: pageSize,
    }),
    page: ({ billingRun: { items } }) => ({
      rows: items.nodes,
      endCursor: items.pageInfo.endCursor,
      hasMore: items.pageInfo.hasNextPage,
      total: { count: items.totalCount, exact: items.totalIsExact },
    }),
  });
  const open = pages.rows.find(({ customerId }) => customerId === openId);
  return (
    <Section title={t('items')} look="plain">
      <DataGrid
        label={t('items')}
        columns={itemColumns(t)}
        rowId={({ customerId }) => customerId}
        state={state}
        onStateChange={setState}
        {...pages}
        openId={openId}
        onOpen={({ customerId }) => setOpenId(customerId)}
        empty={{ title: t('itemsEmpty'), description: t('itemsEmptyText') }}
        toolbar={<ItemFilters run={run} state={state} onStateChange={setState} />}
        height={gridHeight}
      />
      {open !== undefined && (
        <Suspense fallback={null}>
          <RunItemPanel run={run} item={open} onClose={() => setOpenId(null)} />
        </Suspense>
      )}
    </Section>
  );
}

function itemColumns(t: RunText): readonly GridColumn<RunItem>[] {
  return [
    {
      id: 'customer',
      header: t('customer'),
      cell: ({ customer }) =>
        customer === null ? (
          '–'
        ) : (
          <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
            {customer.name}
          </EntityLink>
        ),
      width: 260,
      fixed: true,
    },
    {
      id: 'itemStatus',
      header: t('itemStatus'),
      cell: ({ status }) => <StatusTag kind="runItem" value={status} quiet />,
      width: 130,
    },
    { id: 'last', header: t('last'), cell: ({ lastGross }) => <Money value={lastGross} />, width: 120, align: 'end' },
    { id: 'now', header: t('now'), cell: ({ gross }) => <Money value={gross} />, width: 120, align: 'end' },
    {
      id: 'difference',
      header: t('difference'),
      cell: ({ difference }) => <Money value={difference} signed />,
      width: 120,
      align: 'end',
    },
    { id: 'why', header: t('cause'), cell: ({ cause }) => wordOf(t, 'cause', cause), width: 150 },
    {
      id: 'flagged',
      header: t('flagged'),
      cell: ({ flags }) => (flags.length === 0 ? '–' : flags.map((flag) => wordOf(t, 'flag', flag)).join(', ')),
      width: 240,
    },
    { id: 'reason', header: t('reason'), cell: ({ reason }) => reason ?? '–', width: 200 },
  ];
}

interface FiltersProps {
  readonly run: Run;
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
}

function ItemFilters({ run, state, onStateChange }: FiltersProps) {
  const t = useTexts(runTexts);
  const fields: readonly FilterField[] = [
    {
      id: 'status',
      label: t('itemStatus'),
      kind: 'choices',
      choices: statuses.map((value) => ({ value, label: t(value) })),
    },
    ...choicesOf(
      'cause',
      t('cause'),
      run.causes.map(({ cause }) => ({ value: cause, label: wordOf(t, 'cause', cause) })),
    ),
    ...choicesOf(
      'flag',
      t('flags'),
      run.flags.map(({ flag }) => ({ value: flag, label: wordOf(t, 'flag', flag) })),
    ),
  ];
  return (
    <FilterBar
      state={state}
      onStateChange={(next) => onStateChange(['status', 'cause', 'flag'].reduce(lastOnly, next))}
      fields={fields}
    />
  );
}

function choicesOf(id: string, label: string, choices: readonly { value: string; label: string }[]): FilterField[] {
  return choices.length === 0 ? [] : [{ id, label, kind: 'choices', choices }];
}
