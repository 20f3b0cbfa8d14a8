import { ReasonDialog, showToast, Text, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { resellerTexts } from './reseller-texts';
import { type Settlement, TakeBackPayoutDocument } from './resellers.graphql';

interface Props {
  readonly name: string;
  readonly settlement: Settlement;
  readonly onClose: () => void;
}

/** A payout that was noted by mistake: the settlement is open again. */
export function TakeBackDialog({ name, settlement: { id, number, share, payouts }, onClose }: Props) {
  const t = useTexts(resellerTexts);
  const format = useFormat();
  const command = useMutationCommand(TakeBackPayoutDocument, {
    onDone: () => {
      showToast({ message: t('paidBack', { number }) });
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t('paybackTitle', { number })}
      confirmLabel={t('payback')}
      reason={{ label: t('reason'), description: t('reasonHelp'), missing: t('needReason') }}
      busy={command.running}
      failure={command.failure}
      onConfirm={(reason) => void command.run({ settlementId: id, reason })}
      onClose={onClose}
    >
      <Text>{t('paybackText', { share: format.money(share), reference: payouts[0]?.reference ?? '', name })}</Text>
    </ReasonDialog>
  );
}
