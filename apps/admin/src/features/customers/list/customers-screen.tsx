import { UserPlus } from 'lucide-react';
import { useMemo } from 'react';
import { Button, DataGrid, gridSchema, NoPermission, Notice, Page, useLinks, useTexts } from '@demarc/ui';
import { useApiPages, useApiQuery, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { CreateCustomerPanel } from '../create/create-customer-panel';
import { rememberSequence } from '../customer-sequence';
import { customerColumns } from './customer-columns';
import { ExportList } from '../../finance/exports/export-list';
import { ExportCustomersDocument } from '../../finance/exports/exports.graphql';
import { CustomerFilters } from './customer-filters';
import { CustomerCountDocument, CustomerListDocument } from './customer-list.graphql';
import { customerListTexts } from './customer-list-texts';
import { listFilter, listOrder } from './list-question';

const pageSize = 50;
const filters = ['status', 'balance', 'partner', 'location', 'plan', 'archived'];
const schema = gridSchema(
  customerColumns((key) => key, { money: true, services: true, sessions: true }),
  filters,
  { column: 'number', direction: 'asc' },
);

/** Everybody whom we serve: filtered, sorted and paged by the server, with the address as the only state. */
export function CustomersScreen() {
  const { can } = useSession();
  if (!can('crm.customer.view')) return <NoPermission permission="crm.customer.view" />;
  return <CustomerList />;
}

function CustomerList() {
  const t = useTexts(customerListTexts);
  const links = useLinks();
  const { can } = useSession();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const filter = useMemo(() => listFilter(state), [state]);
  const pages = useApiPages({
    document: CustomerListDocument,
    variables: (after) => ({ filter, ...listOrder(state), after, first: pageSize }),
    page: ({ customerList: { nodes, pageInfo } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
    }),
  });
  const counted = useApiQuery(CustomerCountDocument, { filter }, { keepPrevious: true }).data?.customerList;
  const may = {
    money: can('billing.account.view'),
    services: can('billing.service.view'),
    sessions: can('networking.session.view'),
  };
  const creates = can('crm.customer.create');
  const createButton = creates && (
    <Button tone="primary" icon={<UserPlus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
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
            document={ExportCustomersDocument}
            filter={filter}
            idOf={({ exportCustomers }) => exportCustomers.id}
          />
          {createButton}
        </>
      }
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      <CustomerFilters state={state} onStateChange={setState} />
      <DataGrid
        label={t('title')}
        columns={customerColumns(t, may)}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        {...pages}
        total={counted ? { count: counted.totalCount, exact: counted.totalIsExact } : null}
        onOpen={({ id }) => {
          rememberSequence(pages.rows.map((row) => row.id));
          links.navigate(`/customers/${id}`);
        }}
        empty={{ title: t('emptyTitle'), description: t('emptyText'), action: createButton }}
        height="fill"
      />
      {panel === 'new' && creates && <CreateCustomerPanel onClose={() => setPanel(null)} />}
    </Page>
  );
}
