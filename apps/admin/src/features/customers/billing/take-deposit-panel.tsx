import { useState } from 'react';
import {
  Button,
  isDecimalText,
  MoneyInput,
  Notice,
  SelectInput,
  SidePanel,
  showToast,
  Stack,
  Text,
  TextInput,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { useCurrency } from '../../../frame/use-operator';
import { PaymentMethodsDocument } from '../payments/pay.graphql';
import type { PanelProps } from '../record/panel-props';
import { TakeDepositDocument } from './collection.graphql';
import { collectionTexts } from './collection-texts';

/** Takes a deposit; it gets a receipt of its own. */
export function TakeDepositPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(collectionTexts);
  const currency = useCurrency();
  const [amount, setAmount] = useState('');
  const [chosen, setChosen] = useState('');
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const methods = (useApiQuery(PaymentMethodsDocument, {}).data?.paymentMethods ?? []).filter(({ active }) => active);
  const methodId = chosen === '' ? (methods[0]?.id ?? '') : chosen;
  const command = useMutationCommand(TakeDepositDocument, {
    onDone: () => {
      showToast({ message: t('taken') });
      onClose();
    },
  });
  const isAmount = isDecimalText(amount) && /[1-9]/.test(amount);
  return (
    <SidePanel
      title={t('takeTitle', { name: customer.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            busy={command.running}
            onClick={() => {
              setAsked(true);
              if (isAmount) void command.run({ customerId: customer.id, methodId, amount, note: note.trim() });
            }}
          >
            {t('take')}
          </Button>
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('depositsText')}</Text>
        <MoneyInput
          label={t('amount')}
          currency={currency}
          value={amount}
          onChange={setAmount}
          error={asked && !isAmount ? t('needAmount') : null}
        />
        <SelectInput
          label={t('how')}
          value={methodId}
          onChange={setChosen}
          choices={methods.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextInput label={t('note')} description={t('noteHelp')} value={note} onChange={setNote} maxLength={300} />
        {command.failure !== null && (
          <Notice family="bad" live>
            {command.failure.message}
          </Notice>
        )}
      </Stack>
    </SidePanel>
  );
}
