import { useState } from 'react';
import {
  Button,
  EmptyState,
  ErrorState,
  Notice,
  SidePanel,
  showToast,
  Skeleton,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { chosenAllocations, OpenInvoiceParts, type Parts } from './open-invoice-parts';
import { AllocatePaymentDocument, OpenInvoicesDocument, type Payment } from './payment.graphql';
import { paymentTexts } from './payment-texts';

/** Says which open invoices the free part of a payment settles. The server refuses more than there is, with a sentence. */
export function AllocatePanel({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(paymentTexts);
  const format = useFormat();
  const [parts, setParts] = useState<Parts>({});
  const [asked, setAsked] = useState(false);
  const { data, failure, retry } = useApiQuery(OpenInvoicesDocument, { customerId: payment.customerId });
  const command = useMutationCommand(AllocatePaymentDocument, {
    onDone: () => {
      showToast({ message: t('allocated') });
      onClose();
    },
  });
  const invoices = data?.invoices.nodes ?? [];
  const allocations = chosenAllocations(parts);
  const submit = () => {
    setAsked(true);
    if (allocations.length > 0) void command.run({ paymentId: payment.id, allocations: [...allocations] });
  };
  return (
    <SidePanel
      title={t('allocateTitle', { number: payment.receiptNumber })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {invoices.length > 0 && (
            <Button tone="primary" busy={command.running} onClick={submit}>
              {t('allocateSubmit')}
            </Button>
          )}
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('allocateText', { amount: format.money(payment.unallocated) })}</Text>
        {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
        {failure === null && data === undefined && <Skeleton lines={5} />}
        {command.failure !== null && (
          <Notice family="bad" live>
            {command.failure.message}
          </Notice>
        )}
        {asked && allocations.length === 0 && (
          <Notice family="attention" live>
            {t('nothingChosen')}
          </Notice>
        )}
        {data !== undefined && (
          <OpenInvoiceParts
            label={t('allocations')}
            invoices={invoices}
            parts={parts}
            onChange={setParts}
            empty={<EmptyState compact title={t('noOpen')} description={t('noOpenText')} />}
          />
        )}
      </Stack>
    </SidePanel>
  );
}
