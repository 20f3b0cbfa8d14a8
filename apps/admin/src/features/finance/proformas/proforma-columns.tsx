import { DateText, EntityLink, FamilyTag, type GridColumn, Money, Row, Text, type TextOf } from '@demarc/ui';
import type { ProformaRow } from './proforma.graphql';
import type { proformaTexts } from './proforma-texts';

const FAMILIES = { UNPAID: 'attention', PAID: 'good', CANCELLED: 'off' } as const;

export function proformaColumns(t: TextOf<typeof proformaTexts.entries>): readonly GridColumn<ProformaRow>[] {
  return [
    { id: 'number', header: t('number'), cell: ({ number }) => number, width: 150, fixed: true },
    {
      id: 'customer',
      header: t('customer'),
      cell: ({ customer }) =>
        customer !== null && (
          <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
            {customer.name}
          </EntityLink>
        ),
      width: 240,
    },
    {
      id: 'status',
      header: t('status'),
      cell: ({ status, automatic }) => (
        <Row gap="xs">
          <FamilyTag family={FAMILIES[status]}>{t(status)}</FamilyTag>
          {automatic && (
            <Text size="small" tone="secondary">
              {t('automatic')}
            </Text>
          )}
        </Row>
      ),
      width: 190,
    },
    { id: 'issuedOn', header: t('issuedOn'), cell: ({ issuedOn }) => <DateText value={issuedOn} />, width: 120 },
    { id: 'dueOn', header: t('dueOn'), cell: ({ dueOn }) => <DateText value={dueOn} />, width: 150 },
    {
      id: 'period',
      header: t('period'),
      cell: ({ periodFrom, periodThrough }) =>
        periodFrom === null || periodThrough === null ? (
          '–'
        ) : (
          <>
            <DateText value={periodFrom} /> – <DateText value={periodThrough} />
          </>
        ),
      width: 220,
    },
    { id: 'gross', header: t('gross'), cell: ({ gross }) => <Money value={gross} />, width: 120, align: 'end' },
  ];
}
