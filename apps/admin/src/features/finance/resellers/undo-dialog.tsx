import { useState } from 'react';
import { ConfirmDialog, showToast, Stack, Text, TextAreaInput, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { resellerTexts } from './reseller-texts';
import { type Settlement, UndoSettlementDocument } from './resellers.graphql';

export function UndoDialog({ settlement: { id, number }, onClose }: { settlement: Settlement; onClose: () => void }) {
  const t = useTexts(resellerTexts);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';
  const command = useMutationCommand(UndoSettlementDocument, {
    onDone: () => {
      showToast({ message: t('undone', { number }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('undoTitle', { number })}
      confirmLabel={t('undo')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => {
        setAsked(true);
        if (!missing) void command.run({ settlementId: id, reason: reason.trim() });
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('undoText')}</Text>
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
