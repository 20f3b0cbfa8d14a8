import { FileDown, Split as SplitIcon } from 'lucide-react';
import { useState } from 'react';
import { ActionMenu, Button, ButtonLink, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import type { Payment } from './payment.graphql';
import { paymentTexts } from './payment-texts';
import { providerName } from './refund-answer';
import { ReverseDialog } from './reverse-dialog';
import { stepTexts } from './step-texts';

interface ActionsProps {
  readonly payment: Payment;
  readonly onPanel: (panel: string) => void;
}

export function PaymentActions({ payment, onPanel }: ActionsProps) {
  const t = useTexts(paymentTexts);
  const s = useTexts(stepTexts);
  const { can } = useSession();
  const [reversing, setReversing] = useState(false);
  const stands = payment.status === 'RECORDED';
  const free = /[1-9]/.test(payment.unallocated.amount);
  const { provider } = payment;
  const actions = [
    ...(can('billing.payment.refund') && provider !== null
      ? [{ id: 'refund', label: t('refund'), onSelect: () => onPanel('refund') }]
      : []),
    ...(can('billing.payment.refund') && provider === null
      ? [{ id: 'hand-back', label: s('handBack'), onSelect: () => onPanel('hand-back') }]
      : []),
    ...(can('billing.payment.reverse')
      ? [
          {
            id: 'reverse',
            label: t('reverse'),
            danger: true,
            refusal: provider === null ? null : t('online', { provider: providerName(provider) }),
            onSelect: () => setReversing(true),
          },
        ]
      : []),
  ];
  return (
    <>
      {stands && can('billing.payment.allocate') && (
        <Button
          tone={free ? 'primary' : 'default'}
          icon={<SplitIcon size={16} aria-hidden="true" />}
          refusal={free ? null : t('nothingFree')}
          onClick={() => onPanel('allocate')}
        >
          {t('allocate')}
        </Button>
      )}
      <ButtonLink
        href={`/documents/receipts/${payment.id}.pdf`}
        download
        icon={<FileDown size={16} aria-hidden="true" />}
      >
        {t('receipt')}
      </ButtonLink>
      {stands && actions.length > 0 && <ActionMenu label={t('more')} text={t('more')} actions={actions} />}
      {reversing && <ReverseDialog payment={payment} onClose={() => setReversing(false)} />}
    </>
  );
}
