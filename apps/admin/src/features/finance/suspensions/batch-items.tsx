import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import {
  DataGrid,
  DateText,
  EntityLink,
  type GridColumn,
  gridSchema,
  Money,
  Section,
  StatusTag,
  Text,
  type TextOf,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { apiKey, useApiPages, useGridUrlState, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { Batch } from './suspensions.graphql';
import { suspensionTexts } from './suspension-texts';
import { BatchItemsDocument } from './suspensions.graphql';

type Item = ResultOf<typeof BatchItemsDocument>['suspensionBatch']['items']['nodes'][number];
type ListText = TextOf<typeof suspensionTexts.entries>;

const pageSize = 100;
const gridHeight = 620;
const schema = gridSchema(
  itemColumns((key) => key),
  [],
);

interface ItemsProps {
  readonly batch: Batch;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ids: ReadonlySet<string>) => void;
}

/** Who is on the list. While it waits, ticked customers are left out of the approval. */
export function BatchItems({ batch, ticked, onTick }: ItemsProps) {
  const t = useTexts(suspensionTexts);
  const { can } = useSession();
  const queries = useQueryClient();
  const [state, setState] = useGridUrlState(schema);
  const pages = useApiPages({
    document: BatchItemsDocument,
    variables: (after) => ({ id: batch.id, after, first: pageSize }),
    page: ({ suspensionBatch: { items } }) => ({
      rows: items.nodes,
      endCursor: items.pageInfo.endCursor,
      hasMore: items.pageInfo.hasNextPage,
      total: { count: items.totalCount, exact: items.totalIsExact },
    }),
  });
  const { status, appliedAt } = batch;
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: apiKey(BatchItemsDocument) });
  }, [queries, status, appliedAt]);
  const approves = status === 'PREVIEWED' && can('billing.suspension.approve');
  const rollsBack = status === 'APPLIED' && can('billing.suspension.rollBack');
  const chooses = approves || rollsBack;
  const tickable = rollsBack ? 'APPLIED' : null;
  const mayTick = new Set(pages.rows.filter(({ outcome }) => outcome === tickable).map(({ customerId }) => customerId));
  return (
    <Section
      title={t('items')}
      look="plain"
      description={approves ? t('selectHelp') : rollsBack ? t('rollBackSelect') : undefined}
    >
      <DataGrid
        label={t('items')}
        columns={itemColumns(t)}
        rowId={({ customerId }) => customerId}
        state={state}
        onStateChange={setState}
        {...pages}
        {...(chooses
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
        empty={{ title: t('itemsEmpty') }}
        height={gridHeight}
      />
    </Section>
  );
}

function itemColumns(t: ListText): readonly GridColumn<Item>[] {
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
      width: 250,
      fixed: true,
    },
    {
      id: 'to',
      header: t('to'),
      cell: ({ toStanding }) => <StatusTag kind="standing" value={toStanding} quiet />,
      width: 110,
    },
    {
      id: 'from',
      header: t('from'),
      cell: ({ fromStanding }) => <StatusTag kind="standing" value={fromStanding} quiet />,
      width: 150,
    },
    { id: 'owed', header: t('owed'), cell: ({ owed }) => <Money value={owed} />, width: 110, align: 'end' },
    { id: 'toPay', header: t('toPay'), cell: ({ toPay }) => <Money value={toPay} />, width: 110, align: 'end' },
    { id: 'since', header: t('since'), cell: ({ since }) => <DateText value={since} />, width: 120 },
    { id: 'charged', header: t('charged'), cell: ({ chargedOn }) => <DateText value={chargedOn} />, width: 120 },
    {
      id: 'invoice',
      header: t('invoice'),
      cell: ({ invoiceId }) => (
        <UiLink className="dm-link" href={`/invoices/${invoiceId}`}>
          {t('openInvoice')}
        </UiLink>
      ),
      width: 80,
    },
    {
      id: 'outcome',
      header: t('outcome'),
      cell: ({ outcome }) => (outcome === null ? '–' : <StatusTag kind="suspensionItem" value={outcome} quiet />),
      width: 130,
    },
    {
      id: 'reason',
      header: t('reason'),
      cell: ({ excludedReason }) => (excludedReason === null ? '–' : reasonText(t, excludedReason)),
      width: 220,
    },
  ];
}

const words: Readonly<Record<string, string>> = suspensionTexts.entries;

/** Reasons come as words of the server, several with commas; one that is not known is shown as it is. */
function reasonText(t: ListText, reasons: string): string {
  return reasons
    .split(',')
    .map((one) => one.trim())
    .map((one) => {
      const key = `why_${one}`;
      return isReason(key) ? t(key) : one.replaceAll('_', ' ');
    })
    .join(', ');
}

function isReason(key: string): key is keyof typeof suspensionTexts.entries & `why_${string}` {
  return key in words;
}
