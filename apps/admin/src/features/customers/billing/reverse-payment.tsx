import { useState } from 'react';
import { Button, Dialog, Notice, showToast, Stack, Text, TextInput, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { ReversePaymentDocument } from './billing.graphql';
import { customerBillingTexts } from './billing-texts';
import type { CustomerPayment } from './billing.graphql';

export function ReversePayment({ payment, onClose }: { payment: CustomerPayment; onClose: () => void }) {
  const t = useTexts(customerBillingTexts);
  const format = useFormat();
  const [reason, setReason] = useState('');
  const number = payment.receiptNumber;
  const command = useMutationCommand(ReversePaymentDocument, {
    onDone: () => {
      showToast({ message: t('reversed', { number }) });
      onClose();
    },
  });
  return (
    <Dialog
      size="sm"
      title={t('reverseTitle', { number })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button
            tone="danger"
            busy={command.running}
            refusal={reason.trim() === '' ? t('reasonFirst') : null}
            onClick={() => void command.run({ paymentId: payment.id, reason: reason.trim() })}
          >
            {t('reverse')}
          </Button>
        </>
      }
    >
      <Stack>
        <Text>{t('reverseText', { amount: format.money(payment.amount) })}</Text>
        <TextInput label={t('reason')} value={reason} onChange={setReason} maxLength={500} />
        {command.failure !== null && (
          <Notice family="bad" live>
            {command.failure.message}
          </Notice>
        )}
      </Stack>
    </Dialog>
  );
}
