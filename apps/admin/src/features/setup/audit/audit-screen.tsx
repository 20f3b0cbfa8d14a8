import { useMemo } from 'react';
import {
  Button,
  DataGrid,
  FilterBar,
  gridSchema,
  type GridState,
  Notice,
  Page,
  useFormat,
  useTexts,
  withFilter,
} from '@demarc/ui';
import { useApiPages, useApiQuery, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { areaTexts } from '../roles/roles-texts';
import { auditColumns } from './audit-columns';
import { AuditEntryPanel } from './audit-entry-panel';
import { AuditActorsDocument, AuditCustomerDocument, AuditLogDocument } from './audit.graphql';
import { auditQuestion } from './audit-question';
import { auditTexts } from './audit-texts';

const schema = gridSchema(
  auditColumns((key) => key),
  ['actor', 'area', 'outcome', 'days', 'customer', 'subject'],
);

export function AuditScreen() {
  const t = useTexts(auditTexts);
  return (
    <Guarded title={t('title')} needs={['audit.view']}>
      <AuditLog />
    </Guarded>
  );
}

function AuditLog() {
  const t = useTexts(auditTexts);
  const { timeZone } = useFormat();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const filter = useMemo(() => auditQuestion(state, timeZone), [state, timeZone]);
  const pages = useApiPages({
    document: AuditLogDocument,
    variables: (after) => ({ after, first: 50, filter }),
    page: ({ auditLog: { nodes, pageInfo, totalCount, totalIsExact } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
      total: { count: totalCount, exact: totalIsExact },
    }),
  });
  const open = pages.rows.find(({ id }) => id === panel);
  return (
    <Page title={t('title')} description={t('lead')} fill>
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      <AuditScope state={state} onStateChange={setState} />
      <DataGrid
        label={t('title')}
        columns={auditColumns(t)}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        {...pages}
        onOpen={({ id }) => setPanel(id)}
        openId={panel}
        empty={{ title: t('emptyTitle'), description: t('emptyText') }}
        toolbar={<AuditFilters state={state} onStateChange={setState} />}
      />
      {open && <AuditEntryPanel entry={open} onClose={() => setPanel(null)} />}
    </Page>
  );
}

interface FilterProps {
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
}

function AuditFilters({ state, onStateChange }: FilterProps) {
  const t = useTexts(auditTexts);
  const { can } = useSession();
  const actors =
    useApiQuery(AuditActorsDocument, {}, { enabled: can('identity.staff.view') }).data?.staffMembers.nodes ?? [];
  const lastEach = (next: GridState): GridState => ({
    ...next,
    filters: Object.fromEntries(Object.entries(next.filters).map(([field, values]) => [field, values.slice(-1)])),
  });
  return (
    <FilterBar
      state={state}
      onStateChange={(next) => onStateChange(lastEach(next))}
      searchLabel={t('search')}
      fields={[
        { id: 'days', label: t('days'), kind: 'days' },
        {
          id: 'outcome',
          label: t('outcome'),
          kind: 'choices',
          choices: [
            { value: 'DONE', label: t('done') },
            { value: 'REFUSED', label: t('refused') },
          ],
        },
        {
          id: 'area',
          label: t('area'),
          kind: 'choices',
          choices: Object.entries(areaTexts.entries).map(([value, label]) => ({ value, label })),
        },
        ...(actors.length === 0
          ? []
          : [
              {
                id: 'actor',
                label: t('actor'),
                kind: 'choices' as const,
                choices: actors.map(({ id, name }) => ({ value: id, label: name })),
              },
            ]),
      ]}
    />
  );
}

/** Who came from a record sees that the log is narrowed to it, and how to widen it. */
function AuditScope({ state, onStateChange }: FilterProps) {
  const t = useTexts(auditTexts);
  const { can } = useSession();
  const customerId = state.filters['customer']?.[0];
  const asked = useApiQuery(
    AuditCustomerDocument,
    { id: customerId ?? '' },
    { enabled: customerId !== undefined && can('crm.customer.view') },
  );
  const subject = state.filters['subject']?.[0];
  if (customerId === undefined && subject === undefined) return null;
  const customer = asked.data?.customer;
  const widen = () => onStateChange(withFilter(withFilter(state, 'customer', []), 'subject', []));
  return (
    <Notice
      family="info"
      action={
        <Button size="small" onClick={widen}>
          {t('showAll')}
        </Button>
      }
    >
      {customerId === undefined
        ? t('onlySubject')
        : t('onlyCustomer', { name: customer ? `${customer.name} (#${customer.number})` : t('customer') })}
    </Notice>
  );
}
