import { BytesText, DateTimeText, IpText, SimpleTable, useTexts } from '@demarc/ui';
import { useApiPages } from '@demarc/web-kit';
import { PagedSection } from '../billing/paged-section';
import { SessionEnd } from '../../network/sessions/session-end';
import { customerNetworkTexts } from './network-texts';
import { PastSessionsDocument } from './network.graphql';

const pageSize = 25;

export function PastSection({ customerId }: { customerId: string }) {
  const t = useTexts(customerNetworkTexts);
  const pages = useApiPages({
    document: PastSessionsDocument,
    variables: (after) => ({ id: customerId, first: pageSize, after }),
    page: ({ customer: { pastSessions } }) => ({
      rows: pastSessions.nodes,
      endCursor: pastSessions.pageInfo.endCursor,
      hasMore: pastSessions.pageInfo.hasNextPage,
    }),
  });
  return (
    <PagedSection title={t('past')} empty={t('noPast')} {...pages}>
      {(rows) => (
        <SimpleTable
          label={t('past')}
          rows={rows}
          rowId={({ key }) => key}
          columns={[
            { id: 'login', header: t('login'), cell: ({ login }) => <IpText value={login} /> },
            { id: 'router', header: t('router'), cell: ({ routerName }) => routerName },
            { id: 'address', header: t('address'), cell: ({ ipv4 }) => <IpText value={ipv4} /> },
            { id: 'began', header: t('began'), cell: ({ startedAt }) => <DateTimeText value={startedAt} /> },
            { id: 'ended', header: t('ended'), cell: ({ endedAt }) => <DateTimeText value={endedAt} /> },
            {
              id: 'download',
              header: t('download'),
              align: 'end',
              cell: ({ downloadOctets }) => <BytesText value={downloadOctets} />,
            },
            {
              id: 'upload',
              header: t('upload'),
              align: 'end',
              cell: ({ uploadOctets }) => <BytesText value={uploadOctets} />,
            },
            {
              id: 'how',
              header: t('how'),
              cell: ({ endedAs, terminateCause }) => <SessionEnd endedAs={endedAs} cause={terminateCause} />,
            },
          ]}
        />
      )}
    </PagedSection>
  );
}
