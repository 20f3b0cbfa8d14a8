import { ReasonDialog, showToast, Text, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { NextEvent } from './next-card';
import { overviewTexts } from './overview-texts';
import { WaiveFeeDocument } from './verbs.graphql';

/** Lets a fee go before it comes. */
export function WaiveComing({ event, onClose }: { event: NextEvent; onClose: () => void }) {
  const t = useTexts(overviewTexts);
  const format = useFormat();
  const title = event.title ?? '';
  const command = useMutationCommand(WaiveFeeDocument, {
    onDone: () => {
      showToast({ message: t('waived', { title }) });
      onClose();
    },
  });
  const { feeRuleId, invoiceId, occurrence } = event;
  return (
    <ReasonDialog
      danger={false}
      title={t('waiveTitle', { title })}
      confirmLabel={t('waive')}
      reason={{ label: t('waiveReason'), missing: t('needWhy') }}
      busy={command.running}
      failure={command.failure}
      onConfirm={(reason) => {
        if (feeRuleId === null || invoiceId === null) return;
        void command.run({ feeRuleId, invoiceId, occurrence: occurrence ?? 1, reason });
      }}
      onClose={onClose}
    >
      <Text>{t('waiveText', { title, amount: format.money(event.amount), on: format.day(event.on) })}</Text>
    </ReasonDialog>
  );
}
