import {
  ButtonLink,
  BytesText,
  CodeText,
  DataGrid,
  DateTimeText,
  FilterBar,
  type GridColumn,
  gridSchema,
  IpText,
  MacText,
  Notice,
  Page,
  type TextOf,
  useTexts,
} from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { useApiPages, useGridUrlState, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { CustomerLink } from '../customer-link';
import { SessionEnd } from './session-end';
import { PastSessionsOfAllDocument } from './sessions.graphql';
import { sessionsTexts } from './sessions-texts';
import { askedSessions, oneEach, useSessionFilters } from './use-session-filters';

type PastRow = ResultOf<typeof PastSessionsOfAllDocument>['pastSessions']['nodes'][number];

const schema = gridSchema(
  columns((key) => key),
  ['router', 'network'],
);

export function PastSessionsScreen() {
  const t = useTexts(sessionsTexts);
  return (
    <Guarded title={t('pastTitle')} needs={['networking.session.view']}>
      <PastSessions />
    </Guarded>
  );
}

function PastSessions() {
  const t = useTexts(sessionsTexts);
  const { can } = useSession();
  const [state, setState, ignored] = useGridUrlState(schema);
  const fields = useSessionFilters().filter(({ id }) => schema.filters.includes(id));
  const pages = useApiPages({
    document: PastSessionsOfAllDocument,
    variables: (after) => {
      const { search, routerId, network } = askedSessions(state);
      return { after, first: 100, search, routerId, network, at: null, names: can('crm.customer.view') };
    },
    page: ({ pastSessions: { nodes, pageInfo, totalCount, totalIsExact } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
      total: { count: totalCount, exact: totalIsExact },
    }),
  });
  return (
    <Page
      title={t('pastTitle')}
      description={t('pastLead')}
      fill
      actions={<ButtonLink href="/network/sessions">{t('toOnline')}</ButtonLink>}
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      <DataGrid
        label={t('pastTitle')}
        columns={columns(t)}
        rowId={({ key, endedAt }) => `${key} ${endedAt ?? ''}`}
        state={state}
        onStateChange={setState}
        {...pages}
        empty={{ title: t('noPast'), description: t('noPastText') }}
        toolbar={
          <FilterBar
            state={state}
            onStateChange={(next) => setState(oneEach(next))}
            searchLabel={t('search')}
            fields={fields}
          />
        }
      />
    </Page>
  );
}

function columns(t: TextOf<(typeof sessionsTexts)['entries']>): readonly GridColumn<PastRow>[] {
  return [
    { id: 'login', header: t('login'), cell: (row) => <CodeText value={row.login} />, width: 150 },
    {
      id: 'customer',
      header: t('customer'),
      cell: (row) => (
        <CustomerLink
          customerId={row.customerId}
          customer={row.customer}
          fallback={row.customerId === null ? t('nobody') : '–'}
        />
      ),
      width: 200,
    },
    { id: 'began', header: t('began'), cell: (row) => <DateTimeText value={row.startedAt} />, width: 160 },
    { id: 'ended', header: t('ended'), cell: (row) => <DateTimeText value={row.endedAt} />, width: 160 },
    {
      id: 'how',
      header: t('how'),
      cell: (row) => <SessionEnd endedAs={row.endedAs} cause={row.terminateCause} />,
      width: 260,
    },
    { id: 'ipv4', header: t('ipv4'), cell: (row) => <IpText value={row.ipv4} />, width: 130 },
    { id: 'router', header: t('router'), cell: (row) => row.routerName, width: 130 },
    {
      id: 'download',
      header: t('download'),
      cell: (row) => <BytesText value={row.downloadOctets} />,
      align: 'end',
      width: 110,
    },
    {
      id: 'upload',
      header: t('upload'),
      cell: (row) => <BytesText value={row.uploadOctets} />,
      align: 'end',
      width: 110,
    },
    { id: 'mac', header: t('mac'), cell: (row) => <MacText value={row.mac} />, width: 150, hiddenByDefault: true },
    { id: 'ipv6', header: t('ipv6'), cell: (row) => <IpText value={row.ipv6} />, width: 180, hiddenByDefault: true },
  ];
}
