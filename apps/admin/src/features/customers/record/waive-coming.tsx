import { useState } from 'react';
import { ConfirmDialog, showToast, Stack, Text, TextAreaInput, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { NextEvent } from './next-card';
import { overviewTexts } from './overview-texts';
import { WaiveFeeDocument } from './verbs.graphql';

/** Lets a fee go before it comes. */
export function WaiveComing({ event, onClose }: { event: NextEvent; onClose: () => void }) {
  const t = useTexts(overviewTexts);
  const format = useFormat();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const title = event.title ?? '';
  const command = useMutationCommand(WaiveFeeDocument, {
    onDone: () => {
      showToast({ message: t('waived', { title }) });
      onClose();
    },
  });
  const missing = reason.trim() === '';
  const { feeRuleId, invoiceId, occurrence } = event;
  return (
    <ConfirmDialog
      grade="B"
      danger={false}
      title={t('waiveTitle', { title })}
      confirmLabel={t('waive')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => {
        setAsked(true);
        if (missing || feeRuleId === null || invoiceId === null) return;
        void command.run({ feeRuleId, invoiceId, occurrence: occurrence ?? 1, reason: reason.trim() });
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('waiveText', { title, amount: format.money(event.amount), on: format.day(event.on) })}</Text>
        <TextAreaInput
          label={t('waiveReason')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={asked && missing ? t('needWhy') : null}
        />
      </Stack>
    </ConfirmDialog>
  );
}
