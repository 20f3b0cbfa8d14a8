import { Button, Form, MoneyField, SidePanel, showToast, Text, TextAreaField, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import type { Payment } from './payment.graphql';
import { RefundPaymentDocument } from './payment.graphql';
import { paymentTexts } from './payment-texts';

type RefundInput = VariablesOf<typeof RefundPaymentDocument>['input'];

/** Gives an online payment back through its provider. */
export function RefundPanel({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(paymentTexts);
  const command = useMutationCommand(RefundPaymentDocument, {
    onDone: () => {
      showToast({ message: t('refundAsked') });
      onClose();
    },
  });
  const filled = useCommandForm<{ amount: string; reason: string }, unknown, RefundInput>(
    command,
    { amount: '', reason: '' },
    ({ amount, reason }) => ({
      paymentId: payment.id,
      reason: reason.trim(),
      ...(amount === '' ? {} : { amount }),
    }),
  );
  return (
    <SidePanel
      title={t('refundTitle', { number: payment.receiptNumber })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="refund" tone="danger" busy={filled.running}>
            {t('refundSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="refund"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ amount: t('refundAmount'), reason: t('refundReason') }}
      >
        <Text tone="secondary">{t('refundText')}</Text>
        <MoneyField
          name="amount"
          label={t('refundAmount')}
          description={t('refundAmountHelp')}
          currency={payment.amount.currency}
          optional
        />
        <TextAreaField name="reason" label={t('refundReason')} description={t('refundReasonHelp')} maxLength={300} />
      </Form>
    </SidePanel>
  );
}
