import { useState } from 'react';
import {
  Button,
  isDecimalText,
  MoneyInput,
  Notice,
  SidePanel,
  showToast,
  Stack,
  Text,
  TextAreaInput,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { WriteOffDocument } from '../payments/payment.graphql';
import { StepPreview, useStepPreview } from '../payments/step-preview';
import { stepTexts } from '../payments/step-texts';
import type { Invoice } from './invoice.graphql';

/** Gives up what is open, whole or in part: an expense, with its reason. */
export function WriteOffPanel({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts(stepTexts);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const given = amount === '' ? {} : { amount };
  const isWhole = amount === '' || (isDecimalText(amount) && /[1-9]/.test(amount));
  const preview = useStepPreview(isWhole ? { kind: 'WRITE_OFF', invoiceId: invoice.id, ...given } : null);
  const command = useMutationCommand(WriteOffDocument, {
    onDone: () => {
      showToast({ message: t('writtenOff') });
      onClose();
    },
  });
  const missing = reason.trim() === '';
  return (
    <SidePanel
      title={t('writeOffTitle', { number: invoice.number })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="danger"
            busy={command.running}
            refusal={preview.isReady ? null : t('working')}
            onClick={() => {
              setAsked(true);
              if (!missing) void command.run({ invoiceId: invoice.id, reason: reason.trim(), ...given });
            }}
          >
            {t('writeOff')}
          </Button>
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('writeOffText')}</Text>
        <MoneyInput
          label={t('amount')}
          description={t('writeOffAmountHelp')}
          currency={invoice.open.currency}
          value={amount}
          onChange={setAmount}
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
