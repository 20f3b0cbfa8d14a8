import { DateText, EntityLink, type GridColumn, Money, type TextOf } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { CreditNoteListDocument } from './credit-note-list.graphql';
import type { creditNoteListTexts } from './credit-note-list-texts';

export type CreditNoteRow = ResultOf<typeof CreditNoteListDocument>['creditNoteList']['nodes'][number];
type ListText = TextOf<typeof creditNoteListTexts.entries>;

export function creditNoteColumns(t: ListText): readonly GridColumn<CreditNoteRow>[] {
  return [
    {
      id: 'number',
      header: t('number'),
      cell: ({ id, number }) => <EntityLink href={`/credit-notes/${id}`}>{number}</EntityLink>,
      width: 160,
      fixed: true,
    },
    {
      id: 'customer',
      header: t('customer'),
      cell: ({ customer }) => (
        <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
          {customer.name}
        </EntityLink>
      ),
      width: 240,
    },
    { id: 'issuedOn', header: t('issuedOn'), cell: ({ issuedOn }) => <DateText value={issuedOn} />, width: 120 },
    { id: 'gross', header: t('gross'), cell: ({ gross }) => <Money value={gross} />, width: 110, align: 'end' },
    {
      id: 'remaining',
      header: t('remaining'),
      cell: ({ remaining }) => <Money value={remaining} tone={/[1-9]/.test(remaining.amount) ? 'normal' : 'muted'} />,
      width: 110,
      align: 'end',
    },
    {
      id: 'invoice',
      header: t('invoice'),
      cell: ({ invoiceId, invoiceNumber }) =>
        invoiceId === null ? '–' : <EntityLink href={`/invoices/${invoiceId}`}>{invoiceNumber}</EntityLink>,
      width: 160,
    },
    { id: 'note', header: t('note'), cell: ({ note }) => note, width: 240 },
    { id: 'partner', header: t('partner'), cell: ({ partner }) => partner.name, width: 160, hiddenByDefault: true },
  ];
}
