import { DateTimeText, EntityLink, FamilyTag, type GridColumn, StatusTag, type TextOf } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { BalanceText } from '../balance-text';
import type { CustomerListDocument } from './customer-list.graphql';
import type { customerListTexts } from './customer-list-texts';

export type CustomerRow = ResultOf<typeof CustomerListDocument>['customerList']['nodes'][number];
export type ListText = TextOf<typeof customerListTexts.entries>;

const shownServices = 2;

/** Columns by what the person may see: a balance that is never told is no column. */
export function customerColumns(
  t: ListText,
  may: { money: boolean; services: boolean; sessions: boolean },
): readonly GridColumn<CustomerRow>[] {
  return [
    { id: 'number', header: t('number'), cell: ({ number }) => `#${number}`, width: 80, align: 'end', sortable: true },
    {
      id: 'name',
      header: t('name'),
      cell: ({ id, name }) => <EntityLink href={`/customers/${id}`}>{name}</EntityLink>,
      width: 220,
      sortable: true,
      fixed: true,
    },
    {
      id: 'status',
      header: t('status'),
      cell: ({ status }) => <StatusTag kind="customer" value={status} quiet />,
      width: 110,
    },
    ...(may.money
      ? [
          {
            id: 'balance',
            header: t('balance'),
            cell: ({ balance }: CustomerRow) => <BalanceText value={balance} />,
            width: 170,
            align: 'end' as const,
            sortable: true,
          },
        ]
      : []),
    ...(may.services
      ? [
          {
            id: 'services',
            header: t('services'),
            cell: (row: CustomerRow) => <Services row={row} t={t} />,
            width: 240,
          },
        ]
      : []),
    ...(may.sessions
      ? [
          {
            id: 'online',
            header: t('online'),
            cell: ({ online }: CustomerRow) =>
              online ? (
                <FamilyTag family="good" quiet>
                  {t('isOnline')}
                </FamilyTag>
              ) : null,
            width: 90,
          },
        ]
      : []),
    { id: 'partner', header: t('partner'), cell: ({ partner }) => partner.name, width: 150 },
    { id: 'location', header: t('location'), cell: ({ location }) => location?.name ?? '–', width: 140 },
    { id: 'phones', header: t('phones'), cell: ({ phones }) => phones ?? '–', width: 140 },
    { id: 'email', header: t('email'), cell: ({ email }) => email ?? '–', width: 200, hiddenByDefault: true },
    { id: 'login', header: t('login'), cell: ({ login }) => login ?? '–', width: 140, hiddenByDefault: true },
    { id: 'city', header: t('city'), cell: ({ city }) => city ?? '–', width: 140, hiddenByDefault: true },
    {
      id: 'created',
      header: t('created'),
      cell: ({ createdAt }) => <DateTimeText value={createdAt} />,
      width: 120,
      sortable: true,
      hiddenByDefault: true,
    },
  ];
}

function Services({ row: { services }, t }: { row: CustomerRow; t: ListText }) {
  if (services.length === 0) return '–';
  const shown = services.slice(0, shownServices).map(({ title }) => title);
  const more = services.length - shown.length;
  return (
    <span
      title={services.map(({ title }) => title).join(', ')}
    >{`${shown.join(', ')}${more > 0 ? ` ${t('more', { count: more })}` : ''}`}</span>
  );
}
