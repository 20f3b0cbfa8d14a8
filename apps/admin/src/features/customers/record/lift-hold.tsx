import { ConfirmDialog, showToast, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { statusCauseTexts } from './status-texts';
import { LiftHoldDocument } from './verbs.graphql';

interface LiftHoldProps {
  readonly hold: { readonly id: string; readonly reason: string; readonly placedBy: string };
  readonly onClose: () => void;
}

export function LiftHold({ hold, onClose }: LiftHoldProps) {
  const t = useTexts(statusCauseTexts);
  const command = useMutationCommand(LiftHoldDocument, {
    onDone: () => {
      showToast({ message: t('lifted') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      danger={false}
      title={t('liftTitle')}
      confirmLabel={t('lift')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ holdId: hold.id })}
      onClose={onClose}
    >
      {t('liftText', { by: hold.placedBy, reason: hold.reason })}
    </ConfirmDialog>
  );
}
