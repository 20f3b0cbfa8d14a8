import { useState } from 'react';
import { CheckboxInput, ConfirmDialog, showToast, Stack, Text, TextAreaInput, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { Payment } from './payment.graphql';
import { ReversePaymentDocument } from './payment.graphql';
import { paymentTexts } from './payment-texts';
import { StepPreview, useStepPreview } from './step-preview';
import { stepTexts } from './step-texts';

export function ReverseDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(paymentTexts);
  const format = useFormat();
  const [reason, setReason] = useState('');
  const s = useTexts(stepTexts);
  const [asked, setAsked] = useState(false);
  const [returned, setReturned] = useState(false);
  const preview = useStepPreview({ kind: 'REVERSE', paymentId: payment.id });
  const { receiptNumber: number, amount, customer, allocations } = payment;
  const command = useMutationCommand(ReversePaymentDocument, {
    onDone: () => {
      showToast({ message: t('reversed', { number }) });
      onClose();
    },
  });
  const missing = reason.trim() === '';
  return (
    <ConfirmDialog
      grade="B"
      title={t('reverseTitle', { number })}
      confirmLabel={t('reverse')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => {
        setAsked(true);
        if (!missing) void command.run({ paymentId: payment.id, reason: reason.trim(), returned });
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('reverseText', { amount: format.money(amount), name: customer?.name ?? '' })}</Text>
        {allocations.length > 0 && <Text strong>{t('reverseInvoices', { count: allocations.length })}</Text>}
        <TextAreaInput
          label={t('reverseReason')}
          description={t('reverseReasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={asked && missing ? t('needReason') : null}
        />
        <CheckboxInput label={s('returned')} description={s('returnedHelp')} value={returned} onChange={setReturned} />
        <StepPreview preview={preview} />
      </Stack>
    </ConfirmDialog>
  );
}
