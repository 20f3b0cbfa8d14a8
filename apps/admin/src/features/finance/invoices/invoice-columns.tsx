import { DateText, EntityLink, type GridColumn, Money, StatusTag, type TextOf } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { InvoiceListDocument } from './invoice-list.graphql';
import type { invoiceListTexts } from './invoice-list-texts';

export type InvoiceRow = ResultOf<typeof InvoiceListDocument>['invoiceList']['nodes'][number];
type ListText = TextOf<typeof invoiceListTexts.entries>;

export function invoiceColumns(t: ListText): readonly GridColumn<InvoiceRow>[] {
  return [
    {
      id: 'number',
      header: t('number'),
      cell: ({ id, number }) => <EntityLink href={`/invoices/${id}`}>{number}</EntityLink>,
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
      width: 260,
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state }) => <StatusTag kind="invoice" value={state} quiet />,
      width: 120,
    },
    { id: 'issuedOn', header: t('issuedOn'), cell: ({ issuedOn }) => <DateText value={issuedOn} />, width: 120 },
    { id: 'dueOn', header: t('dueOn'), cell: ({ dueOn }) => <DateText value={dueOn} />, width: 120 },
    { id: 'gross', header: t('gross'), cell: ({ gross }) => <Money value={gross} />, width: 120, align: 'end' },
    { id: 'open', header: t('open'), cell: ({ open }) => <OpenAmount value={open} />, width: 120, align: 'end' },
    {
      id: 'kind',
      header: t('kind'),
      cell: ({ kind }) => (kind === 'one_time' ? t('one_time') : t('recurring')),
      width: 110,
    },
    { id: 'partner', header: t('partner'), cell: ({ partner }) => partner.name, width: 160, hiddenByDefault: true },
  ];
}

function OpenAmount({ value }: { value: InvoiceRow['open'] }) {
  return <Money value={value} tone={/[1-9]/.test(value.amount) ? 'normal' : 'muted'} />;
}
