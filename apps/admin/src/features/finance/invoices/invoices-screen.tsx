import { Bookmark, FilePlus2 } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import {
  ActionMenu,
  Button,
  ButtonLink,
  DataGrid,
  type FilterField,
  FilterBar,
  type GridState,
  gridSchema,
  Notice,
  Page,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useApiQuery, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { ExportList } from '../exports/export-list';
import { PapersButton } from '../exports/papers-button';
import { ExportInvoicesDocument } from '../exports/exports.graphql';
import { daysOf, idsOf, lastOnly, oneOf } from '../list-question';
import { usePartnerFilter } from '../use-partners';
import { invoiceColumns } from './invoice-columns';
import { InvoiceListDocument, InvoiceSumsDocument } from './invoice-list.graphql';
import { invoiceListTexts } from './invoice-list-texts';
import { InvoiceSums } from './invoice-sums';

const OneTimePanel = lazy(async () => ({ default: (await import('./one-time-panel')).OneTimePanel }));

const pageSize = 50;
const states = ['UNPAID', 'OVERDUE', 'PAID', 'VOID'] as const;
const schema = gridSchema(
  invoiceColumns((key) => key),
  ['state', 'on', 'partner'],
);

/** Every invoice: filtered, summed and paged by the server, with the address as the only state. */
export function InvoicesScreen() {
  const t = useTexts(invoiceListTexts);
  return (
    <Guarded title={t('title')} needs={['billing.invoice.view']}>
      <InvoiceList />
    </Guarded>
  );
}

function InvoiceList() {
  const t = useTexts(invoiceListTexts);
  const links = useLinks();
  const { can } = useSession();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const filter = useMemo(() => invoiceFilter(state), [state]);
  const pages = useApiPages({
    document: InvoiceListDocument,
    variables: (after) => ({ filter, after, first: pageSize }),
    page: ({ invoiceList: { nodes, pageInfo } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
    }),
  });
  const sums = useApiQuery(InvoiceSumsDocument, { filter }, { keepPrevious: true }).data;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const issues = can('billing.invoice.issue');
  const create = issues && (
    <Button tone="primary" icon={<FilePlus2 size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
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
            document={ExportInvoicesDocument}
            filter={filter}
            idOf={({ exportInvoices }) => exportInvoices.id}
          />
          <PapersButton choice={{ filter }} />
          {create}
        </>
      }
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      {sums !== undefined && <InvoiceSums totals={sums.invoiceTotals} />}
      <DataGrid
        label={t('title')}
        columns={invoiceColumns(t)}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        {...pages}
        total={sums ? { count: sums.invoiceList.totalCount, exact: sums.invoiceList.totalIsExact } : null}
        onOpen={({ id }) => links.navigate(`/invoices/${id}`)}
        empty={{
          title: t('emptyTitle'),
          description: t('emptyText'),
          action: can('billing.run.view') && <ButtonLink href="/runs">{t('runs')}</ButtonLink>,
        }}
        {...(can('reporting.table.export') && {
          selection: {
            ids: chosen,
            onChange: setChosen,
            actions: <PapersButton size="small" choice={{ invoiceIds: [...chosen] }} />,
          },
        })}
        toolbar={<InvoiceFilters state={state} onStateChange={setState} />}
        height="fill"
      />
      {panel === 'new' && issues && (
        <Suspense fallback={null}>
          <OneTimePanel onClose={() => setPanel(null)} />
        </Suspense>
      )}
    </Page>
  );
}

const views = [
  { id: 'viewAll', href: '/invoices' },
  { id: 'viewOverdue', href: '/invoices?f.state=OVERDUE' },
  { id: 'viewUnpaid', href: '/invoices?f.state=UNPAID' },
  { id: 'viewVoid', href: '/invoices?f.state=VOID' },
] as const;

interface FiltersProps {
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
}

function InvoiceFilters({ state, onStateChange }: FiltersProps) {
  const t = useTexts(invoiceListTexts);
  const partners = usePartnerFilter();
  const fields: readonly FilterField[] = [
    {
      id: 'state',
      label: t('state'),
      kind: 'choices',
      choices: states.map((value) => ({ value, label: t(value) })),
    },
    { id: 'on', label: t('issuedOn'), kind: 'days' },
    ...partners,
  ];
  return (
    <FilterBar
      state={state}
      onStateChange={(next) => onStateChange(lastOnly(next, 'state'))}
      fields={fields}
      searchLabel={t('search')}
      views={
        <ActionMenu
          label={t('views')}
          text={t('views')}
          size="small"
          icon={<Bookmark size={14} aria-hidden="true" />}
          actions={views.map(({ id, href }) => ({ id, label: t(id), href }))}
        />
      }
    />
  );
}

function invoiceFilter(state: GridState) {
  const chosen = oneOf(state, 'state', states);
  const partnerIds = idsOf(state, 'partner');
  return {
    ...(state.text === '' ? {} : { text: state.text }),
    ...(chosen === undefined ? {} : { state: chosen }),
    ...daysOf(state, 'on'),
    ...(partnerIds.length === 0 ? {} : { partnerIds: [...partnerIds] }),
  };
}
