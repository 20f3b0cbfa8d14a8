import { DateText, EntityLink, type GridColumn, Money, StatusTag, type TextOf } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { PaymentListDocument } from './payment-list.graphql';
import type { paymentListTexts } from './payment-list-texts';
import { providerName } from './refund-answer';

export type PaymentRow = ResultOf<typeof PaymentListDocument>['paymentList']['nodes'][number];
type ListText = TextOf<typeof paymentListTexts.entries>;

export function paymentColumns(t: ListText): readonly GridColumn<PaymentRow>[] {
  return [
    {
      id: 'receipt',
      header: t('receipt'),
      cell: ({ id, receiptNumber }) => <EntityLink href={`/payments/${id}`}>{receiptNumber}</EntityLink>,
      width: 150,
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
      id: 'receivedOn',
      header: t('receivedOn'),
      cell: ({ receivedOn }) => <DateText value={receivedOn} />,
      width: 120,
    },
    { id: 'amount', header: t('amount'), cell: ({ amount }) => <Money value={amount} />, width: 120, align: 'end' },
    {
      id: 'unallocated',
      header: t('unallocated'),
      cell: ({ unallocated }) => (
        <Money value={unallocated} tone={/[1-9]/.test(unallocated.amount) ? 'normal' : 'muted'} />
      ),
      width: 130,
      align: 'end',
    },
    { id: 'method', header: t('method'), cell: ({ method }) => method, width: 150 },
    {
      id: 'status',
      header: t('status'),
      cell: ({ status }) => <StatusTag kind="payment" value={shownStatus(status)} quiet />,
      width: 120,
    },
    { id: 'recordedBy', header: t('recordedBy'), cell: ({ recordedBy }) => recordedBy, width: 170 },
    {
      id: 'provider',
      header: t('provider'),
      cell: ({ provider }) => (provider === null ? '–' : providerName(provider)),
      width: 110,
      hiddenByDefault: true,
    },
    { id: 'partner', header: t('partner'), cell: ({ partner }) => partner.name, width: 160, hiddenByDefault: true },
  ];
}

export function shownStatus(status: string): 'RECORDED' | 'REVERSED' {
  return status.toUpperCase() === 'REVERSED' ? 'REVERSED' : 'RECORDED';
}
