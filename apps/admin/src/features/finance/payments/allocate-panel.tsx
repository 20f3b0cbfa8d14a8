import { useState } from 'react';
import {
  Button,
  DateText,
  EmptyState,
  ErrorState,
  Money,
  MoneyInput,
  Notice,
  SidePanel,
  showToast,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { AllocatePaymentDocument, OpenInvoicesDocument } from './payment.graphql';
import type { Payment } from './payment.graphql';
import { paymentTexts } from './payment-texts';

/** Says which open invoices the free part of a payment settles. The server refuses more than there is, with a sentence. */
export function AllocatePanel({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(paymentTexts);
  const format = useFormat();
  const [parts, setParts] = useState<Readonly<Record<string, string>>>({});
  const [asked, setAsked] = useState(false);
  const { data, failure, retry } = useApiQuery(OpenInvoicesDocument, { customerId: payment.customerId });
  const command = useMutationCommand(AllocatePaymentDocument, {
    onDone: () => {
      showToast({ message: t('allocated') });
      onClose();
    },
  });
  const invoices = data?.invoices.nodes ?? [];
  const allocations = Object.entries(parts)
    .filter(([, amount]) => /[1-9]/.test(amount))
    .map(([invoiceId, amount]) => ({ invoiceId, amount }));
  const submit = () => {
    setAsked(true);
    if (allocations.length > 0) void command.run({ paymentId: payment.id, allocations });
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
          <SimpleTable
            label={t('allocations')}
            rows={invoices}
            rowId={({ id }) => id}
            empty={<EmptyState compact title={t('noOpen')} description={t('noOpenText')} />}
            columns={[
              { id: 'invoice', header: t('invoice'), cell: ({ number }) => number },
              { id: 'due', header: t('dueOn'), cell: ({ dueOn }) => <DateText value={dueOn} /> },
              { id: 'open', header: t('open'), align: 'end', cell: ({ open }) => <Money value={open} /> },
              {
                id: 'part',
                header: t('amount'),
                cell: ({ id, number, open }) => (
                  <MoneyInput
                    hideLabel
                    size="small"
                    label={t('part', { number })}
                    currency={open.currency}
                    value={parts[id] ?? ''}
                    onChange={(value) => setParts({ ...parts, [id]: value })}
                  />
                ),
              },
              {
                id: 'all',
                header: '',
                cell: ({ id, number, open }) => (
                  <Button
                    size="small"
                    aria-label={`${t('settleAll')}: ${number}`}
                    onClick={() => setParts({ ...parts, [id]: open.amount })}
                  >
                    {t('settleAll')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Stack>
    </SidePanel>
  );
}
