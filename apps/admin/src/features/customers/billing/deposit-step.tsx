import { useState } from 'react';
import {
  ConfirmDialog,
  MoneyInput,
  SelectInput,
  showToast,
  Stack,
  Text,
  TextAreaInput,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { PaymentMethodsDocument } from '../payments/pay.graphql';
import { type Deposit, ForfeitDepositDocument, GiveBackDepositDocument } from './collection.graphql';
import { collectionTexts } from './collection-texts';
import type { DepositVerb } from './deposits-section';

interface StepProps {
  readonly deposit: Deposit;
  readonly verb: DepositVerb;
  readonly onClose: () => void;
}

/** Gives a deposit back, or keeps it as income. */
export function DepositStep({ deposit, verb, onClose }: StepProps) {
  const t = useTexts(collectionTexts);
  const format = useFormat();
  const [amount, setAmount] = useState('');
  const [chosen, setChosen] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const methods = (useApiQuery(PaymentMethodsDocument, {}).data?.paymentMethods ?? []).filter(({ active }) => active);
  const methodId = chosen === '' ? (methods[0]?.id ?? '') : chosen;
  const done = (message: string) => () => {
    showToast({ message });
    onClose();
  };
  const giveBack = useMutationCommand(GiveBackDepositDocument, { onDone: done(t('givenBack')) });
  const forfeit = useMutationCommand(ForfeitDepositDocument, { onDone: done(t('kept')) });
  const missing = reason.trim() === '';
  const { id: depositId, receiptNumber: number, left } = deposit;
  const submit = () => {
    setAsked(true);
    if (missing) return;
    const step = { depositId, reason: reason.trim(), ...(amount === '' ? {} : { amount }) };
    void (verb === 'giveBack' ? giveBack.run({ ...step, methodId }) : forfeit.run(step));
  };
  return (
    <ConfirmDialog
      grade="B"
      title={t(`${verb}Of`, { number })}
      confirmLabel={t(verb)}
      busy={giveBack.running || forfeit.running}
      failure={giveBack.failure ?? forfeit.failure}
      onConfirm={submit}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t(`${verb}Text`, { amount: format.money(left), number })}</Text>
        <MoneyInput
          label={t('amount')}
          description={t('stepAmountHelp')}
          currency={left.currency}
          value={amount}
          onChange={setAmount}
        />
        {verb === 'giveBack' && (
          <SelectInput
            label={t('how')}
            value={methodId}
            onChange={setChosen}
            choices={methods.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <TextAreaInput
          label={t('reason')}
          description={t('reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={asked && missing ? t('needReason') : null}
        />
      </Stack>
    </ConfirmDialog>
  );
}
