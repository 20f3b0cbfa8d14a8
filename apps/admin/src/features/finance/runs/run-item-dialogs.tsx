import { useState } from 'react';
import { ConfirmDialog, showToast, Stack, Text, TextAreaInput, useFormat, useLinks, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { RunItem } from './runs.graphql';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';
import { HoldRunItemDocument, PreviewRunDocument } from './runs.graphql';

interface DialogProps {
  readonly run: Run;
  readonly item: RunItem;
  readonly onClose: () => void;
}

export function HoldItemDialog({ run, item, onClose }: DialogProps) {
  const t = useTexts(runTexts);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const command = useMutationCommand(HoldRunItemDocument, {
    onDone: () => {
      showToast({ message: t('heldDone', { name: item.customer?.name ?? '' }) });
      onClose();
    },
  });
  const missing = reason.trim() === '';
  return (
    <ConfirmDialog
      grade="B"
      danger={false}
      title={t('holdTitle')}
      confirmLabel={t('hold')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => {
        setAsked(true);
        if (!missing) void command.run({ runId: run.id, customerId: item.customerId, reason: reason.trim() });
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('holdText')}</Text>
        <TextAreaInput
          label={t('holdReason')}
          description={t('holdReasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={asked && missing ? t('needReason') : null}
        />
      </Stack>
    </ConfirmDialog>
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
