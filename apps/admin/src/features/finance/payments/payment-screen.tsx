import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import {
  EntityLink,
  ErrorState,
  Notice,
  Page,
  RecordHeader,
  Section,
  Skeleton,
  StatusTag,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { PaymentActions } from './payment-actions';
import { PaymentAllocations, PaymentRefunds } from './payment-tables';
import { type Payment, PaymentDocument } from './payment.graphql';
import { paymentTexts } from './payment-texts';
import { providerName, refetchFor } from './refund-answer';

const AllocatePanel = lazy(async () => ({ default: (await import('./allocate-panel')).AllocatePanel }));
const HandBackPanel = lazy(async () => ({ default: (await import('./hand-back-panel')).HandBackPanel }));
const RefundPanel = lazy(async () => ({ default: (await import('./refund-panel')).RefundPanel }));

/** One payment: from whom, what it settles, and the ways to put it right. */
export function PaymentScreen() {
  const t = useTexts(paymentTexts);
  const { paymentId } = useParams({ strict: false });
  return (
    <Guarded title={t('payment')} needs={['billing.payment.view']}>
      <PaymentRecord id={paymentId ?? ''} />
    </Guarded>
  );
}

function PaymentRecord({ id }: { id: string }) {
  const t = useTexts(paymentTexts);
  const format = useFormat();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const [lookAgainMs, setLookAgainMs] = useState<number | null>(null);
  const { data, failure, retry } = useApiQuery(
    PaymentDocument,
    { id },
    lookAgainMs === null ? {} : { refetchEveryMs: lookAgainMs },
  );
  const again = data === undefined ? null : refetchFor(data.refunds);
  if (again !== lookAgainMs) setLookAgainMs(again);
  if (data === undefined) {
    return (
      <Page title={t('payment')} back={{ href: '/payments', label: t('back') }}>
        {failure === null ? (
          <Skeleton lines={8} label={t('loading')} />
        ) : (
          <ErrorState failure={failure} onRetry={retry} />
        )}
      </Page>
    );
  }
  const { payment, refunds } = data;
  const close = () => setPanel(null);
  return (
    <div className="dm-page">
      <PaymentHeader payment={payment} onPanel={setPanel} />
      {payment.reversedOn !== null && (
        <Notice family="off" title={t('reversedTitle', { date: format.day(payment.reversedOn) })}>
          {payment.reversedReason}
        </Notice>
      )}
      <PaymentAllocations payment={payment} />
      {refunds.length > 0 && <PaymentRefunds refunds={refunds} />}
      {payment.note !== '' && (
        <Section title={t('note')}>
          <Text>{payment.note}</Text>
        </Section>
      )}
      <Suspense fallback={null}>
        {panel === 'allocate' && <AllocatePanel payment={payment} onClose={close} />}
        {panel === 'hand-back' && (
          <HandBackPanel
            of={{ paymentId: payment.id }}
            number={payment.receiptNumber}
            currency={payment.amount.currency}
            onClose={close}
          />
        )}
        {panel === 'refund' && <RefundPanel payment={payment} onClose={close} />}
      </Suspense>
    </div>
  );
}

interface HeaderProps {
  readonly payment: Payment;
  readonly onPanel: (panel: string) => void;
}

function PaymentHeader({ payment, onPanel }: HeaderProps) {
  const t = useTexts(paymentTexts);
  const format = useFormat();
  const { customer, provider, methodName } = payment;
  return (
    <RecordHeader
      back={{ href: '/payments', label: t('back') }}
      title={t('payment')}
      number={payment.receiptNumber}
      status={<StatusTag kind="payment" value={payment.status} />}
      facts={[
        provider === null ? methodName : t('via', { method: methodName, provider: providerName(provider) }),
        payment.origin === 'IMPORTED'
          ? t('imported')
          : t('recorded', { at: format.instant(payment.recordedAt), by: payment.recordedBy }),
      ].join(' · ')}
      chips={[
        ...(customer === null
          ? []
          : [
              {
                id: 'customer',
                label: t('customer'),
                value: (
                  <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
                    {customer.name}
                  </EntityLink>
                ),
              },
            ]),
        { id: 'amount', label: t('amount'), value: <strong>{format.money(payment.amount)}</strong> },
        { id: 'unallocated', label: t('unallocated'), value: format.money(payment.unallocated) },
        { id: 'received', label: t('receivedOn'), value: format.day(payment.receivedOn) },
      ]}
      actions={<PaymentActions payment={payment} onPanel={onPanel} />}
    />
  );
}
