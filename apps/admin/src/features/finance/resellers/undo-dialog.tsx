import { ReasonDialog, showToast, Text, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { resellerTexts } from './reseller-texts';
import { type Settlement, UndoSettlementDocument } from './resellers.graphql';

export function UndoDialog({ settlement: { id, number }, onClose }: { settlement: Settlement; onClose: () => void }) {
  const t = useTexts(resellerTexts);
  const command = useMutationCommand(UndoSettlementDocument, {
    onDone: () => {
      showToast({ message: t('undone', { number }) });
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t('undoTitle', { number })}
      confirmLabel={t('undo')}
      reason={{ label: t('reason'), description: t('reasonHelp'), missing: t('needReason') }}
      busy={command.running}
      failure={command.failure}
      onConfirm={(reason) => void command.run({ settlementId: id, reason })}
      onClose={onClose}
    >
      <Text>{t('undoText')}</Text>
    </ReasonDialog>
  );
}
