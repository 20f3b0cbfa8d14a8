import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ActionMenu, DataGrid, gridSchema, Section, Text, useTexts } from '@demarc/ui';
import { apiKey, useApiPages, useGridUrlState, useSession } from '@demarc/web-kit';
import { itemColumns } from './item-columns';
import { SpareDialog } from './spare-dialog';
import type { Batch, BatchItem } from './suspensions.graphql';
import { suspensionTexts } from './suspension-texts';
import { BatchItemsDocument } from './suspensions.graphql';

const pageSize = 100;
const gridHeight = 620;
const schema = gridSchema(
  itemColumns((key) => key, { contacts: true, network: true, isDone: false }),
  [],
);

interface ItemsProps {
  readonly batch: Batch;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ids: ReadonlySet<string>) => void;
}

/** Who is on the list. While it waits, ticked customers are left out of the approval; each may be given time at once. */
export function BatchItems({ batch, ticked, onTick }: ItemsProps) {
  const t = useTexts(suspensionTexts);
  const { can } = useSession();
  const [state, setState] = useGridUrlState(schema);
  const [sparing, setSparing] = useState<{ readonly item: BatchItem; readonly how: 'time' | 'protect' } | null>(null);
  const contacts = can('messaging.message.view');
  const network = can('networking.access.view');
  const pages = useItems(batch, { contacts, network });
  const { status } = batch;
  const approves = status === 'PREVIEWED' && can('billing.suspension.approve');
  const rollsBack = (status === 'APPLIED' || status === 'HALTED') && can('billing.suspension.rollBack');
  const tickable = rollsBack ? 'APPLIED' : null;
  const mayTick = new Set(pages.rows.filter(({ outcome }) => outcome === tickable).map(({ customerId }) => customerId));
  const columns = useMemo(
    () => itemColumns(t, { contacts, network, isDone: status !== 'PREVIEWED' }),
    [t, contacts, network, status],
  );
  const actionsOf = (item: BatchItem) => [
    ...(can('billing.account.change')
      ? [{ id: 'time', label: t('giveTime'), onSelect: () => setSparing({ item, how: 'time' }) }]
      : []),
    ...(can('billing.account.protect')
      ? [{ id: 'protect', label: t('protect'), onSelect: () => setSparing({ item, how: 'protect' }) }]
      : []),
    {
      id: 'out',
      label: t(ticked.has(item.customerId) ? 'takeBackIn' : 'leaveOutOne'),
      onSelect: () => onTick(toggled(ticked, item.customerId)),
    },
  ];
  return (
    <Section
      title={t('items')}
      look="plain"
      description={approves ? t('selectHelp') : rollsBack ? t('rollBackSelect') : undefined}
    >
      <DataGrid
        label={t('items')}
        columns={columns}
        rowId={({ customerId }) => customerId}
        state={state}
        onStateChange={setState}
        {...pages}
        {...(approves || rollsBack
          ? {
              selection: {
                ids: ticked,
                onChange: (ids: ReadonlySet<string>) => onTick(new Set([...ids].filter((id) => mayTick.has(id)))),
                actions: (
                  <Text as="span" size="small">
                    {rollsBack ? t('rollBackOnly') : t('leaveOut', { count: ticked.size })}
                  </Text>
                ),
              },
            }
          : {})}
        {...(approves
          ? {
              rowActions: (item: BatchItem) =>
                item.outcome === null && (
                  <ActionMenu label={t('actionsOf', { name: item.customer?.name ?? '' })} actions={actionsOf(item)} />
                ),
            }
          : {})}
        empty={{ title: t('itemsEmpty') }}
        height={gridHeight}
      />
      {sparing && <SpareDialog batch={batch} {...sparing} onClose={() => setSparing(null)} />}
    </Section>
  );
}

/** Pages of the list, read again whenever the list itself has moved. */
function useItems(batch: Batch, shown: { readonly contacts: boolean; readonly network: boolean }) {
  const queries = useQueryClient();
  const { id, status, planHash, suspended, failed } = batch;
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: apiKey(BatchItemsDocument) });
  }, [queries, status, planHash, suspended, failed]);
  return useApiPages({
    document: BatchItemsDocument,
    variables: (after) => ({ id, after, first: pageSize, ...shown }),
    page: ({ suspensionBatch: { items } }) => ({
      rows: items.nodes,
      endCursor: items.pageInfo.endCursor,
      hasMore: items.pageInfo.hasNextPage,
      total: { count: items.totalCount, exact: items.totalIsExact },
    }),
  });
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
