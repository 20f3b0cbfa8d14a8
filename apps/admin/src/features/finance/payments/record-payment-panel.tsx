import { Button, ErrorState, LookupInput, SidePanel, Skeleton, useTexts } from '@demarc/ui';
import { useUrlSearch } from '@demarc/web-kit';
import { PayPanel } from '../../customers/payments/pay-panel';
import { useCustomer } from '../../customers/record/use-customer';
import { useCustomerChoices } from '../lookup/use-customer-choices';
import { paymentListTexts } from './payment-list-texts';

/** First who paid, then the panel of the customer, which shows what the money settles before it is saved. */
export function RecordPaymentPanel({ onClose }: { onClose: () => void }) {
  const { search } = useUrlSearch();
  const customerId = search['customer'] ?? null;
  return customerId === null ? (
    <PickCustomer onClose={onClose} />
  ) : (
    <PayOf key={customerId} customerId={customerId} onClose={onClose} />
  );
}

function PickCustomer({ onClose }: { onClose: () => void }) {
  const t = useTexts(paymentListTexts);
  const { change } = useUrlSearch();
  const lookup = useCustomerChoices(null);
  return (
    <SidePanel
      title={t('pickTitle')}
      size="lg"
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('cancel')}</Button>}
    >
      <LookupInput
        label={t('pick')}
        description={t('pickHelp')}
        value={null}
        onChange={(id) => id !== null && change({ customer: id })}
        {...lookup}
      />
    </SidePanel>
  );
}

function PayOf({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useTexts(paymentListTexts);
  const { data, failure, retry } = useCustomer(customerId);
  if (data !== undefined) {
    return (
      <PayPanel loaded={{ customer: data.customer, openInvoices: data.invoices?.nodes ?? [] }} onClose={onClose} />
    );
  }
  return (
    <SidePanel title={t('pickTitle')} size="lg" onClose={onClose}>
      {failure === null ? <Skeleton lines={8} /> : <ErrorState compact failure={failure} onRetry={retry} />}
    </SidePanel>
  );
}
