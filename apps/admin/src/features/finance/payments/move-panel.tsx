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
import { MoveAllocationDocument, OpenInvoicesDocument } from './payment.graphql';
import { StepPreview, useStepPreview } from './step-preview';
import { stepTexts } from './step-texts';

interface MoveProps {
  readonly customerId: string;
  readonly currency: string;
  readonly allocation: { readonly id: string; readonly invoiceId: string; readonly invoiceNumber: string };
  readonly onClose: () => void;
}

/** What settles the wrong invoice settles another; both stand here as they would be. */
export function MovePanel({ customerId, currency, allocation, onClose }: MoveProps) {
  const t = useTexts(stepTexts);
  const format = useFormat();
  const [amount, setAmount] = useState('');
  const [chosen, setChosen] = useState('');
  const { data } = useApiQuery(OpenInvoicesDocument, { customerId });
  const others = (data?.invoices.nodes ?? []).filter(({ id }) => id !== allocation.invoiceId);
  const toInvoiceId = chosen === '' ? (others[0]?.id ?? '') : chosen;
  const given = amount === '' ? {} : { amount };
  const isWhole = amount === '' || (isDecimalText(amount) && /[1-9]/.test(amount));
  const preview = useStepPreview(
    isWhole && toInvoiceId !== ''
      ? { kind: 'MOVE_ALLOCATION', allocationId: allocation.id, invoiceId: toInvoiceId, ...given }
      : null,
  );
  const command = useMutationCommand(MoveAllocationDocument, {
    onDone: () => {
      showToast({ message: t('moved') });
      onClose();
    },
  });
  return (
    <SidePanel
      title={t('moveTitle', { number: allocation.invoiceNumber })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            busy={command.running}
            refusal={data !== undefined && others.length === 0 ? t('noOther') : preview.isReady ? null : t('working')}
            onClick={() => void command.run({ allocationId: allocation.id, toInvoiceId, ...given })}
          >
            {t('move')}
          </Button>
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('moveText')}</Text>
        {data !== undefined && others.length === 0 ? (
          <EmptyState compact title={t('noOther')} />
        ) : (
          <>
            <SelectInput
              label={t('moveTo')}
              value={toInvoiceId}
              onChange={setChosen}
              choices={others.map(({ id, number, open }) => ({
                value: id,
                label: `${number} · ${format.money(open)}`,
              }))}
            />
            <MoneyInput
              label={t('amount')}
              description={t('moveAmountHelp')}
              currency={currency}
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
