import { CodeText, DateTimeText, FamilyTag, type GridColumn, IpText, type TextOf } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { CustomerLink } from '../customer-link';
import type { RadiusLogDocument } from './radius-log.graphql';
import type { radiusLogTexts } from './radius-log-texts';

export type LogRow = ResultOf<typeof RadiusLogDocument>['radiusLog']['nodes'][number];
export type LogTexts = TextOf<(typeof radiusLogTexts)['entries']>;

/** A customer, somebody of the staff on the device itself, or nobody. */
export function Whose({ row, t }: { row: LogRow; t: LogTexts }) {
  if (row.staffId !== null) return t('ofStaff', { name: row.staffName ?? '–' });
  return (
    <CustomerLink
      customerId={row.customerId}
      customer={row.customer}
      fallback={row.customerId === null ? t('nobody') : '–'}
    />
  );
}

export const outcomeFamilies = { ACCEPT: 'good', GARDEN: 'attention', REJECT: 'bad', DROP: 'off' } as const;

export function logColumns(t: LogTexts): readonly GridColumn<LogRow>[] {
  return [
    { id: 'at', header: t('at'), cell: (row) => <DateTimeText value={row.at} style="full" />, width: 225 },
    {
      id: 'outcome',
      header: t('outcome'),
      cell: (row) => (
        <FamilyTag family={outcomeFamilies[row.outcome]} quiet>
          {t(row.outcome)}
        </FamilyTag>
      ),
      width: 105,
    },
    { id: 'login', header: t('login'), cell: (row) => <CodeText value={row.login} />, width: 110 },
    {
      id: 'customer',
      header: t('customer'),
      cell: (row) => <Whose row={row} t={t} />,
      width: 190,
    },
    {
      id: 'why',
      header: t('why'),
      cell: (row) =>
        row.sentence === null ? (
          '–'
        ) : (
          <span title={row.fix ?? undefined}>{[row.sentence, row.fix].filter(Boolean).join(' ')}</span>
        ),
      width: 330,
    },
    { id: 'router', header: t('router'), cell: (row) => row.routerName || t('noRouter'), width: 140 },
    { id: 'device', header: t('device'), cell: (row) => <CodeText value={row.callingStation} />, width: 160 },
    {
      id: 'line',
      header: t('line'),
      cell: (row) => <CodeText value={row.line} />,
      width: 180,
      hiddenByDefault: true,
    },
    { id: 'method', header: t('method'), cell: (row) => <CodeText value={row.method} />, width: 110 },
    {
      id: 'source',
      header: t('source'),
      cell: (row) => <IpText value={row.sourceAddress} />,
      width: 130,
      hiddenByDefault: true,
    },
    {
      id: 'signed',
      header: t('signed'),
      cell: (row) => signedWords(row, t),
      width: 90,
      hiddenByDefault: true,
    },
  ];
}

export function signedWords({ isSigned, isOverTls }: LogRow, t: LogTexts): string {
  if (isOverTls) return t('overTls');
  return isSigned ? t('yes') : t('no');
}
