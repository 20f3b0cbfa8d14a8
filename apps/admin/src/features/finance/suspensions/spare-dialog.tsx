import { useState } from 'react';
import { ConfirmDialog, DateInput, showToast, Stack, Text, TextInput, useLinks, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { suspensionTexts } from './suspension-texts';
import {
  type Batch,
  type BatchItem,
  GiveTimeDocument,
  PreviewSuspensionsDocument,
  ProtectOnListDocument,
} from './suspensions.graphql';

interface SpareProps {
  readonly batch: Batch;
  readonly item: BatchItem;
  readonly how: 'time' | 'protect';
  readonly onClose: () => void;
}

/** Time or protection for one customer, given where the list is read; the list is brought up to date with it. */
export function SpareDialog({ batch, item, how, onClose }: SpareProps) {
  const t = useTexts(suspensionTexts);
  const links = useLinks();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const name = item.customer?.name ?? '';
  const refresh = useMutationCommand(PreviewSuspensionsDocument, {
    onDone: ({ previewSuspensions: { batch: now } }) => {
      onClose();
      if (now === null) links.navigate('/suspensions');
      else if (now.id !== batch.id) links.navigate(`/suspensions/${now.id}`);
    },
  });
  const done = () => {
    showToast({ message: t(how === 'time' ? 'timeGiven' : 'protected', { name }) });
    void refresh.run({ partnerId: batch.partnerId });
  };
  const time = useMutationCommand(GiveTimeDocument, { onDone: done });
  const protect = useMutationCommand(ProtectOnListDocument, { onDone: done });
  const missing = how === 'time' ? !/^\d{4}-\d{2}-\d{2}$/.test(until) : reason.trim() === '';
  const confirm = () => {
    setAsked(true);
    if (missing) return;
    const { customerId } = item;
    if (how === 'protect') void protect.run({ customerId, reason: reason.trim() });
    else
      void time.run({
        customerId,
        until,
        grace: true,
        ...(reason.trim() === '' ? {} : { note: reason.trim() }),
      });
  };
  return (
    <ConfirmDialog
      grade="B"
      danger={false}
      title={t(how === 'time' ? 'giveTimeTo' : 'protectWho', { name })}
      confirmLabel={t(how === 'time' ? 'giveTime' : 'protect')}
      busy={time.running || protect.running || refresh.running}
      failure={time.failure ?? protect.failure ?? refresh.failure}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t(how === 'time' ? 'giveTimeText' : 'protectText')}</Text>
        {how === 'time' && (
          <DateInput
            label={t('timeUntil')}
            value={until}
            onChange={setUntil}
            error={asked && missing ? t('needTime') : null}
          />
        )}
        <TextInput
          label={t(how === 'time' ? 'note' : 'protectReason')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={how === 'protect' && asked && missing ? t('needWhy') : null}
        />
      </Stack>
    </ConfirmDialog>
  );
}
