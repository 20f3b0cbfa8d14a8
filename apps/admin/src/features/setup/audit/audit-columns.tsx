import { CodeText, DateTimeText, FamilyTag, type GridColumn, IpText, type TextOf } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { AuditLogDocument } from './audit.graphql';
import type { auditTexts } from './audit-texts';

export type AuditRow = ResultOf<typeof AuditLogDocument>['auditLog']['nodes'][number];
export type AuditTexts = TextOf<(typeof auditTexts)['entries']>;

export function auditColumns(t: AuditTexts): readonly GridColumn<AuditRow>[] {
  return [
    { id: 'at', header: t('at'), cell: (row) => <DateTimeText value={row.at} style="full" />, width: 245 },
    { id: 'actor', header: t('actor'), cell: (row) => actorWords(t, row), width: 190 },
    { id: 'what', header: t('what'), cell: (row) => row.sentence, width: 420 },
    {
      id: 'outcome',
      header: t('outcome'),
      cell: (row) => (
        <FamilyTag family={row.outcome === 'DONE' ? 'good' : 'bad'} quiet>
          {row.outcome === 'DONE' ? t('done') : (row.code ?? t('refused'))}
        </FamilyTag>
      ),
      width: 190,
    },
    { id: 'action', header: t('action'), cell: (row) => <CodeText value={row.action} />, width: 240 },
    { id: 'address', header: t('address'), cell: (row) => <IpText value={row.address} />, width: 140 },
  ];
}

export function actorWords(t: AuditTexts, row: Pick<AuditRow, 'actorKind' | 'actorName'>): string {
  if (row.actorKind === 'nobody') return t('nobody');
  return row.actorKind === 'system' ? `${t('system')}: ${row.actorName}` : row.actorName;
}

export function actorKindWords(t: AuditTexts, kind: string): string {
  switch (kind) {
    case 'staff':
    case 'api_key':
    case 'system':
    case 'nobody':
      return t(kind);
    case 'customer':
      return t('customerKind');
    default:
      return kind;
  }
}
