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
  TextAreaInput,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { PaymentMethodsDocument } from '../../customers/payments/pay.graphql';
import { HandBackDocument } from './payment.graphql';
import { StepPreview, useStepPreview } from './step-preview';
import { stepTexts } from './step-texts';

/** Of what money goes back: a payment that did not come through a provider, or a credit note. */
type HandedBack = { readonly paymentId: string } | { readonly creditNoteId: string };

interface HandBackProps {
  readonly of: HandedBack;
  readonly number: string;
  readonly currency: string;
  readonly onClose: () => void;
}

/** Money goes back by hand; what it opens again stands here first. */
export function HandBackPanel({ of, number, currency, onClose }: HandBackProps) {
  const t = useTexts(stepTexts);
  const [amount, setAmount] = useState('');
  const [chosen, setChosen] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const methods = (useApiQuery(PaymentMethodsDocument, {}).data?.paymentMethods ?? []).filter(({ active }) => active);
  const methodId = chosen === '' ? (methods[0]?.id ?? '') : chosen;
  const given = amount === '' ? {} : { amount };
  const isWhole = amount === '' || (isDecimalText(amount) && /[1-9]/.test(amount));
  const preview = useStepPreview(isWhole ? { kind: 'HAND_BACK', ...of, ...given } : null);
  const command = useMutationCommand(HandBackDocument, {
    onDone: () => {
      showToast({ message: t('handedBack') });
      onClose();
    },
  });
  const missing = reason.trim() === '';
  return (
    <SidePanel
      title={t('handBackTitle', { number })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="danger"
            busy={command.running}
            refusal={methodId === '' ? t('needMethod') : preview.isReady ? null : t('working')}
            onClick={() => {
              setAsked(true);
              if (!missing) void command.run({ ...of, methodId, reason: reason.trim(), ...given });
            }}
          >
            {t('handBack')}
          </Button>
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('paymentId' in of ? 'handBackText' : 'handBackCreditText')}</Text>
        <MoneyInput
          label={t('amount')}
          description={t('paymentId' in of ? 'handBackAmountHelp' : 'handBackCreditHelp')}
          currency={currency}
          value={amount}
          onChange={setAmount}
        />
        <SelectInput
          label={t('method')}
          value={methodId}
          onChange={setChosen}
          choices={methods.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextAreaInput
          label={t('reason')}
          description={t('reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={asked && missing ? t('needReason') : null}
        />
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
