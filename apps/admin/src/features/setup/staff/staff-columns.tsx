import { FamilyTag, type GridColumn, RelativeTime, StatusTag, type TextOf } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { StaffListDocument } from './staff.graphql';
import type { staffTexts } from './staff-texts';

export type StaffRow = ResultOf<typeof StaffListDocument>['staffMembers']['nodes'][number];
type Texts = TextOf<(typeof staffTexts)['entries']>;

export function scopeWords(t: Texts, row: Pick<StaffRow, 'everyPartner' | 'partnerIds'>): string {
  return row.everyPartner ? t('everyPartner') : t('partnerCount', { count: row.partnerIds.length });
}

export function staffColumns(t: Texts): readonly GridColumn<StaffRow>[] {
  return [
    { id: 'name', header: t('name'), cell: (row) => row.name, width: 200 },
    { id: 'state', header: t('state'), cell: (row) => <StatusTag kind="staff" value={row.state} quiet />, width: 120 },
    { id: 'roles', header: t('roles'), cell: (row) => row.roles.map(({ name }) => name).join(', '), width: 220 },
    { id: 'partners', header: t('partners'), cell: (row) => scopeWords(t, row), width: 130 },
    {
      id: 'second',
      header: t('second'),
      cell: (row) => (
        <FamilyTag family={row.totpEnrolled ? 'good' : 'off'} quiet>
          {row.totpEnrolled ? t('secondOn') : t('secondOff')}
        </FamilyTag>
      ),
      width: 130,
    },
    {
      id: 'last',
      header: t('lastSignIn'),
      cell: (row) => (row.lastSignedInAt === null ? t('never') : <RelativeTime value={row.lastSignedInAt} />),
      width: 140,
    },
    { id: 'email', header: t('email'), cell: (row) => row.email, width: 280 },
  ];
}
