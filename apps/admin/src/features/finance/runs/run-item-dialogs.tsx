import { Button, ConfirmDialog, ReasonDialog, showToast, Text, useFormat, useLinks, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { RunItem } from './runs.graphql';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';
import { HoldRunItemDocument, PreviewRunDocument, TakeBackRunItemDocument } from './runs.graphql';

interface DialogProps {
  readonly run: Run;
  readonly item: RunItem;
  readonly onClose: () => void;
}

/** Leaves one invoice out: it waits for a run of its own, or just for the next regular one. */
export function HoldItemDialog({ run, item, kind, onClose }: DialogProps & { readonly kind: 'hold' | 'exclude' }) {
  const t = useTexts(runTexts);
  const command = useMutationCommand(HoldRunItemDocument, {
    onDone: () => {
      showToast({ message: t(kind === 'hold' ? 'heldDone' : 'leftOutDone', { name: item.customer?.name ?? '' }) });
      onClose();
    },
  });
  return (
    <ReasonDialog
      danger={false}
      title={t(kind === 'hold' ? 'holdTitle' : 'leaveOutTitle')}
      confirmLabel={t(kind === 'hold' ? 'hold' : 'leaveOut')}
      reason={{ label: t('holdReason'), description: t('holdReasonHelp'), missing: t('needReason') }}
      busy={command.running}
      failure={command.failure}
      onConfirm={(reason) =>
        void command.run({
          runId: run.id,
          customerId: item.customerId,
          reason,
          kind: kind === 'hold' ? 'HOLD' : 'EXCLUDE',
        })
      }
      onClose={onClose}
    >
      <Text>{t(kind === 'hold' ? 'holdText' : 'leaveOutText')}</Text>
    </ReasonDialog>
  );
}

export function TakeBackButton({ run, item }: Omit<DialogProps, 'onClose'>) {
  const t = useTexts(runTexts);
  const command = useMutationCommand(TakeBackRunItemDocument, {
    onDone: () => showToast({ message: t('takenBack', { name: item.customer?.name ?? '' }) }),
  });
  return (
    <Button
      busy={command.running}
      refusal={command.failure?.message ?? null}
      onClick={() => void command.run({ runId: run.id, customerId: item.customerId })}
    >
      {t('takeBack')}
    </Button>
  );
}

/** What was held back, failed or changed gets a run of its own, for the same date. */
export function RunAloneDialog({ run, item, onClose }: DialogProps) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const links = useLinks();
  const command = useMutationCommand(PreviewRunDocument, {
    onDone: ({ previewBillingRun: { id } }) => links.navigate(`/runs/${id}`),
  });
  return (
    <ConfirmDialog
      grade="B"
      danger={false}
      title={t('releaseTitle')}
      confirmLabel={t('release')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() =>
        void command.run({
          forDate: run.forDate,
          customerIds: [item.customerId],
          ...(run.partnerId === null ? {} : { partnerId: run.partnerId }),
        })
      }
      onClose={onClose}
    >
      {t('releaseExplain', { date: format.day(run.forDate) })}
    </ConfirmDialog>
  );
}
