import { Banknote } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import {
  Button,
  Columns,
  DataGrid,
  Figure,
  type GridState,
  gridSchema,
  Money,
  Notice,
  Page,
  Section,
  useFormat,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useApiQuery, useGridUrlState, useSession, useUrlSearch } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { ExportList } from '../exports/export-list';
import { ExportPaymentsDocument } from '../exports/exports.graphql';
import { daysOf, idsOf, oneOf } from '../list-question';
import { paymentColumns, shownStatus } from './payment-columns';
import { PaymentFilters, paymentStates } from './payment-filters';
import { PaymentListDocument, PaymentSumsDocument } from './payment-list.graphql';
import { paymentListTexts } from './payment-list-texts';

const RecordPaymentPanel = lazy(async () => ({
  default: (await import('./record-payment-panel')).RecordPaymentPanel,
}));

const pageSize = 50;
const schema = gridSchema(
  paymentColumns((key) => key),
  ['status', 'on', 'method', 'free', 'partner'],
);

/** Every payment: filtered, summed and paged by the server, with the address as the only state. */
export function PaymentsScreen() {
  const t = useTexts(paymentListTexts);
  return (
    <Guarded title={t('title')} needs={['billing.payment.view']}>
      <PaymentList />
    </Guarded>
  );
}

function PaymentList() {
  const t = useTexts(paymentListTexts);
  const links = useLinks();
  const { can } = useSession();
  const [state, setState, ignored] = useGridUrlState(schema);
  const { search, change } = useUrlSearch();
  const filter = useMemo(() => paymentFilter(state), [state]);
  const pages = useApiPages({
    document: PaymentListDocument,
    variables: (after) => ({ filter, after, first: pageSize }),
    page: ({ paymentList: { nodes, pageInfo } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
    }),
  });
  const sums = useApiQuery(PaymentSumsDocument, { filter }, { keepPrevious: true }).data;
  const records = can('billing.payment.record');
  const create = records && (
    <Button
      tone="primary"
      icon={<Banknote size={16} aria-hidden="true" />}
      onClick={() => change({ panel: 'new', customer: null, amount: null }, { push: true })}
    >
      {t('create')}
    </Button>
  );
  return (
    <Page
      title={t('title')}
      fill
      actions={
        <>
          <ExportList
            document={ExportPaymentsDocument}
            filter={filter}
            idOf={({ exportPayments }) => exportPayments.id}
          />
          {create}
        </>
      }
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      {sums !== undefined && <PaymentSums totals={sums.paymentTotals} />}
      <DataGrid
        label={t('title')}
        columns={paymentColumns(t)}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        {...pages}
        total={sums ? { count: sums.paymentList.totalCount, exact: sums.paymentList.totalIsExact } : null}
        onOpen={({ id }) => links.navigate(`/payments/${id}`)}
        empty={{ title: t('emptyTitle'), description: t('emptyText'), action: create }}
        toolbar={<PaymentFilters state={state} onStateChange={setState} />}
        height="fill"
      />
      {search['panel'] === 'new' && records && (
        <Suspense fallback={null}>
          <RecordPaymentPanel onClose={() => change({ panel: null, customer: null, amount: null })} />
        </Suspense>
      )}
    </Page>
  );
}

type Total = ResultOf<typeof PaymentSumsDocument>['paymentTotals'][number];

function PaymentSums({ totals }: { totals: readonly Total[] }) {
  const t = useTexts(paymentListTexts);
  const format = useFormat();
  if (totals.length === 0) return null;
  return (
    <Section title={t('sums')} look="plain" level={3}>
      <Columns min="sm" gap="sm">
        {totals.map(({ status, count, amount, unallocated }) => (
          <Figure
            key={`${status}${amount.currency}`}
            label={shownStatus(status) === 'REVERSED' ? t('reversed') : t('recorded')}
            value={<Money value={amount} />}
            hint={[
              t('sumCount', { count }),
              ...(/[1-9]/.test(unallocated.amount) ? [t('sumFree', { amount: format.money(unallocated) })] : []),
            ].join(' · ')}
          />
        ))}
      </Columns>
    </Section>
  );
}

function paymentFilter(state: GridState) {
  const status = oneOf(state, 'status', paymentStates);
  const methodId = idsOf(state, 'method').at(-1);
  const partnerIds = idsOf(state, 'partner');
  return {
    ...(state.text === '' ? {} : { text: state.text }),
    ...(status === undefined ? {} : { reversed: status === 'reversed' }),
    ...(methodId === undefined ? {} : { methodId }),
    ...(oneOf(state, 'free', ['yes']) === undefined ? {} : { unallocated: true }),
    ...daysOf(state, 'on'),
    ...(partnerIds.length === 0 ? {} : { partnerIds: [...partnerIds] }),
  };
}
