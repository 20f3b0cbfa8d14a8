import { useState } from 'react';
import { CheckboxInput, ReasonDialog, showToast, Text, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { Payment } from './payment.graphql';
import { ReversePaymentDocument } from './payment.graphql';
import { paymentTexts } from './payment-texts';
import { StepPreview, useStepPreview } from './step-preview';
import { stepTexts } from './step-texts';

export function ReverseDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(paymentTexts);
  const format = useFormat();
  const s = useTexts(stepTexts);
  const [returned, setReturned] = useState(false);
  const preview = useStepPreview({ kind: 'REVERSE', paymentId: payment.id });
  const { receiptNumber: number, amount, customer, allocations } = payment;
  const command = useMutationCommand(ReversePaymentDocument, {
    onDone: () => {
      showToast({ message: t('reversed', { number }) });
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t('reverseTitle', { number })}
      confirmLabel={t('reverse')}
      reason={{ label: t('reverseReason'), description: t('reverseReasonHelp'), missing: t('needReason') }}
      busy={command.running}
      failure={command.failure}
      onConfirm={(reason) => void command.run({ paymentId: payment.id, reason, returned })}
      onClose={onClose}
      below={
        <>
          <CheckboxInput
            label={s('returned')}
            description={s('returnedHelp')}
            value={returned}
            onChange={setReturned}
          />
          <StepPreview preview={preview} />
        </>
      }
    >
      <Text>{t('reverseText', { amount: format.money(amount), name: customer?.name ?? '' })}</Text>
      {allocations.length > 0 && <Text strong>{t('reverseInvoices', { count: allocations.length })}</Text>}
    </ReasonDialog>
  );
}
