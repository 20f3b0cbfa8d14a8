import { useState } from 'react';
import { ConfirmDialog, showToast, TextInput, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { Allowance } from './allowance-section';
import { allowanceTexts } from './allowance-texts';
import { PreviewTakeBackDocument, TakeBackDataDocument, UndoTakeBackDocument } from './allowance.graphql';

/** Takes data back with what was paid for it; as long as the message stands it can be undone. */
export function TakeBackDialog({ grant, onClose }: { grant: Allowance['grants'][number]; onClose: () => void }) {
  const t = useTexts(allowanceTexts);
  const format = useFormat();
  const [reason, setReason] = useState('');
  const { data } = useApiQuery(PreviewTakeBackDocument, { input: { grantId: grant.id } });
  const undo = useMutationCommand(UndoTakeBackDocument);
  const command = useMutationCommand(TakeBackDataDocument, {
    onDone: () => {
      showToast({
        message: t('tookBack'),
        undo: async () => {
          const done = await undo.run({ grantId: grant.id, reason: t('undone') });
          if (done === null) showToast({ family: 'bad', message: t('notUndone') });
        },
      });
      onClose();
    },
  });
  const preview = data?.previewTakeBack;
  const currency = preview?.currency ?? null;
  return (
    <ConfirmDialog
      grade="B"
      title={t('takeBackOf', { amount: format.bytes(BigInt(grant.octets)) })}
      confirmLabel={t('takeBack')}
      danger
      busy={command.running || !preview}
      failure={command.failure}
      onConfirm={() => void command.run({ grantId: grant.id, reason, amount: preview?.amount ?? null })}
      onClose={onClose}
    >
      {t('takeBackText')}
      {preview && (currency === null || preview.lines.length === 0) && <p>{t('nothingBack')}</p>}
      {preview && currency !== null && preview.lines.length > 0 && (
        <>
          <p>{t('comesBack', { amount: format.money({ amount: preview.amount, currency }) })}</p>
          <ul>
            {preview.lines.map(({ kind, description, invoiceNumber, amount }) => (
              <li key={description}>
                {t(kind === 'CREDITED' ? 'credited' : 'notCharged', {
                  what: description,
                  amount: format.money({ amount, currency }),
                  number: invoiceNumber ?? '',
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      <TextInput label={t('reason')} value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
