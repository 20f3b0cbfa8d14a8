import {
  EntityLink,
  ErrorState,
  Money,
  SidePanel,
  SimpleTable,
  Skeleton,
  Stack,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiPages } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { MoreRows } from './more-rows';
import { type PlanDocument, PriceChangeItemsDocument } from './plans.graphql';
import { priceTexts } from './price-texts';

type Change = ResultOf<typeof PlanDocument>['priceChanges'][number];
type Item = ResultOf<typeof PriceChangeItemsDocument>['priceChangeItems']['nodes'][number];

interface ResultsProps {
  readonly change: Change;
  readonly currency: string;
  readonly onClose: () => void;
}

/** What a change of price did to each service that it reached. */
export function PriceResults({ change, currency, onClose }: ResultsProps) {
  const t = useTexts(priceTexts);
  const format = useFormat();
  const pages = useApiPages({
    document: PriceChangeItemsDocument,
    variables: (after) => ({ id: change.id, after }),
    page: ({ priceChangeItems: { nodes, pageInfo } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
    }),
  });
  return (
    <SidePanel title={t('itemsTitle', { from: format.day(change.from) })} size="lg" onClose={onClose}>
      {pages.status === 'loading' && <Skeleton lines={8} />}
      {pages.failure !== null && <ErrorState compact failure={pages.failure} onRetry={pages.onRetry} />}
      {pages.rows.length > 0 && (
        <Stack>
          <ResultTable rows={pages.rows} currency={currency} />
          <MoreRows {...pages} />
        </Stack>
      )}
    </SidePanel>
  );
}

function ResultTable({ rows, currency }: { readonly rows: readonly Item[]; readonly currency: string }) {
  const t = useTexts(priceTexts);
  const format = useFormat();
  const price = (amount: string | null) => (amount === null ? '–' : <Money value={{ amount, currency }} />);
  return (
    <SimpleTable
      label={t('service')}
      rows={rows}
      rowId={({ serviceId }) => serviceId}
      columns={[
        {
          id: 'customer',
          header: t('service'),
          cell: ({ customer, number }) =>
            customer === null ? (
              `#${number}`
            ) : (
              <EntityLink href={`/customers/${customer.id}?tab=services`} number={`#${customer.number}`}>
                {customer.name}
              </EntityLink>
            ),
        },
        { id: 'before', header: t('before'), align: 'end', cell: ({ oldPrice }) => price(oldPrice) },
        { id: 'after', header: t('after'), align: 'end', cell: ({ newPrice }) => price(newPrice) },
        { id: 'from', header: t('from'), cell: ({ from }) => format.day(from) },
        {
          id: 'result',
          header: t('itemResult'),
          cell: ({ state }) => (state === 'SKIPPED' ? t('SKIPPED', { reason: t('SKIPPED_OTHER') }) : t(state)),
        },
      ]}
    />
  );
}
