import {
  BytesText,
  CodeText,
  FamilyTag,
  type GridColumn,
  IpText,
  MacText,
  RateText,
  RelativeTime,
  type TextOf,
} from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { CustomerLink } from '../customer-link';
import type { OnlineSessionsDocument } from './sessions.graphql';
import { SessionSpark } from './session-spark';
import type { sessionsTexts } from './sessions-texts';

export type SessionRow = ResultOf<typeof OnlineSessionsDocument>['onlineSessions']['nodes'][number];
type Texts = TextOf<(typeof sessionsTexts)['entries']>;

export function sessionColumns(t: Texts): readonly GridColumn<SessionRow>[] {
  return [
    { id: 'login', header: t('login'), cell: (row) => <CodeText value={row.login} />, width: 100 },
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
      width: 140,
    },
    { id: 'router', header: t('router'), cell: (row) => row.routerName, width: 100 },
    { id: 'ipv4', header: t('ipv4'), cell: (row) => <IpText value={row.ipv4} />, width: 112 },
    { id: 'mac', header: t('mac'), cell: (row) => <MacText value={row.mac} />, width: 158 },
    {
      id: 'since',
      header: t('since'),
      cell: (row) => <RelativeTime value={row.startedAt} />,
      width: 126,
      sortable: true,
    },
    {
      id: 'downloadRate',
      header: t('downloadRate'),
      cell: (row) => <Rate bps={row.downloadBps} />,
      align: 'end',
      width: 96,
      sortable: true,
    },
    {
      id: 'uploadRate',
      header: t('uploadRate'),
      cell: (row) => <Rate bps={row.uploadBps} />,
      align: 'end',
      width: 96,
      sortable: true,
    },
    { id: 'spark', header: t('spark'), cell: (row) => <SessionSpark serviceId={row.serviceId} />, width: 100 },
    {
      id: 'download',
      header: t('download'),
      cell: (row) => <BytesText value={row.downloadOctets} />,
      align: 'end',
      width: 110,
      sortable: true,
      hiddenByDefault: true,
    },
    {
      id: 'upload',
      header: t('upload'),
      cell: (row) => <BytesText value={row.uploadOctets} />,
      align: 'end',
      width: 110,
      sortable: true,
      hiddenByDefault: true,
    },
    {
      id: 'policy',
      header: t('policy'),
      cell: (row) =>
        row.isUpToDate === null ? (
          t('unknown')
        ) : (
          <FamilyTag family={row.isUpToDate ? 'good' : 'waiting'} quiet>
            {row.isUpToDate ? t('yes') : t('no')}
          </FamilyTag>
        ),
      width: 110,
    },
    {
      id: 'heard',
      header: t('heard'),
      cell: (row) => <RelativeTime value={row.lastHeardAt} />,
      width: 120,
      hiddenByDefault: true,
    },
    { id: 'ipv6', header: t('ipv6'), cell: (row) => <IpText value={row.ipv6} />, width: 180, hiddenByDefault: true },
    {
      id: 'port',
      header: t('port'),
      cell: (row) => <CodeText value={row.nasPort} />,
      width: 140,
      hiddenByDefault: true,
    },
  ];
}

/** Between the last two reports; the second one of a session makes the first rate. */
function Rate({ bps }: { bps: string | null }) {
  return bps === null ? '–' : <RateText kbps={Number(bps) / 1000} />;
}
