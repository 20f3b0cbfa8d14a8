import { useState } from 'react';
import {
  Button,
  DateText,
  Money,
  ReasonDialog,
  Section,
  showToast,
  SimpleTable,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { UndoWriteOffDocument, WriteOffsDocument } from '../payments/payment.graphql';
import { StepPreview, useStepPreview } from '../payments/step-preview';
import { stepTexts } from '../payments/step-texts';

/** What was given up of an invoice. Nothing stands here where nothing was. */
export function WriteOffs({ invoiceId }: { invoiceId: string }) {
  const t = useTexts(stepTexts);
  const format = useFormat();
  const { can } = useSession();
  const [undoing, setUndoing] = useState<string | null>(null);
  const rows = useApiQuery(WriteOffsDocument, { id: invoiceId }).data?.invoice.writeOffs ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t('writeOffs')} flush>
      <SimpleTable
        label={t('writeOffs')}
        rows={rows}
        rowId={({ id }) => id}
        columns={[
          { id: 'on', header: t('on'), cell: ({ writtenOn }) => <DateText value={writtenOn} /> },
          { id: 'by', header: t('by'), cell: ({ writtenBy }) => writtenBy },
          { id: 'reason', header: t('reason'), cell: ({ reason }) => reason },
          { id: 'amount', header: t('amount'), align: 'end', cell: ({ amount }) => <Money value={amount} /> },
          {
            id: 'undo',
            header: '',
            align: 'end',
            cell: ({ id, undoneOn, undoneBy, undoneReason }) =>
              undoneOn !== null
                ? t('takenBackOn', { on: format.day(undoneOn), by: undoneBy ?? '', reason: undoneReason ?? '' })
                : can('billing.invoice.writeOff') && (
                    <Button size="small" onClick={() => setUndoing(id)}>
                      {t('takeBack')}
                    </Button>
                  ),
          },
        ]}
      />
      {undoing !== null && <TakeBack writeOffId={undoing} onClose={() => setUndoing(null)} />}
    </Section>
  );
}

function TakeBack({ writeOffId, onClose }: { writeOffId: string; onClose: () => void }) {
  const t = useTexts(stepTexts);
  const preview = useStepPreview({ kind: 'UNDO_WRITE_OFF', writeOffId });
  const command = useMutationCommand(UndoWriteOffDocument, {
    onDone: () => {
      showToast({ message: t('takenBack') });
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t('takeBackTitle')}
      confirmLabel={t('takeBack')}
      reason={{ label: t('reason'), description: t('reasonHelp'), missing: t('needReason') }}
      busy={command.running}
      failure={command.failure}
      onConfirm={(reason) => void command.run({ writeOffId, reason })}
      onClose={onClose}
      below={<StepPreview preview={preview} />}
    />
  );
}
