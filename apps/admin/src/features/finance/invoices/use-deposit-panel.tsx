import { useState } from 'react';
import {
  Button,
  EmptyState,
  isDecimalText,
  MoneyInput,
  Notice,
  SelectInput,
  SidePanel,
  showToast,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { DepositsDocument, UseDepositDocument } from '../../customers/billing/collection.graphql';
import { StepPreview, useStepPreview } from '../payments/step-preview';
import { stepTexts } from '../payments/step-texts';
import type { Invoice } from './invoice.graphql';

/** Pays an invoice out of a deposit of the customer. */
export function UseDepositPanel({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts(stepTexts);
  const format = useFormat();
  const [amount, setAmount] = useState('');
  const [chosen, setChosen] = useState('');
  const customerId = invoice.customer?.id ?? '';
  const { data } = useApiQuery(DepositsDocument, { id: customerId }, { enabled: customerId !== '' });
  const deposits = (data?.customer.deposits ?? []).filter(({ left }) => /[1-9]/.test(left.amount));
  const depositId = chosen === '' ? (deposits[0]?.id ?? '') : chosen;
  const given = amount === '' ? {} : { amount };
  const isWhole = amount === '' || (isDecimalText(amount) && /[1-9]/.test(amount));
  const preview = useStepPreview(
    isWhole && depositId !== '' ? { kind: 'USE_DEPOSIT', depositId, invoiceId: invoice.id, ...given } : null,
  );
  const command = useMutationCommand(UseDepositDocument, {
    onDone: () => {
      showToast({ message: t('used') });
      onClose();
    },
  });
  const none = data !== undefined && deposits.length === 0;
  return (
    <SidePanel
      title={t('useDepositTitle', { number: invoice.number })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            busy={command.running}
            refusal={none ? t('noDeposit') : preview.isReady ? null : t('working')}
            onClick={() => void command.run({ depositId, invoiceId: invoice.id, ...given })}
          >
            {t('useDeposit')}
          </Button>
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('useDepositText')}</Text>
        {none ? (
          <EmptyState compact title={t('noDeposit')} />
        ) : (
          <>
            <SelectInput
              label={t('deposit')}
              value={depositId}
              onChange={setChosen}
              choices={deposits.map(({ id, receiptNumber, left }) => ({
                value: id,
                label: t('depositLeft', { number: receiptNumber, amount: format.money(left) }),
              }))}
            />
            <MoneyInput
              label={t('amount')}
              description={t('useAmountHelp')}
              currency={invoice.open.currency}
              value={amount}
              onChange={setAmount}
            />
          </>
        )}
        {command.failure !== null && (
          <Notice family="bad" live>
            {command.failure.message}
          </Notice>
        )}
        <StepPreview preview={preview} />
      </Stack>
    </SidePanel>
  );
}
