import { ReasonDialog, showToast, Text, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { VoidInvoiceDocument } from './invoice.graphql';
import type { Invoice } from './invoice.graphql';
import { invoiceTexts } from './invoice-texts';

/** Voids by a full credit note. What it does is said in figures before it is done. */
export function VoidDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts(invoiceTexts);
  const format = useFormat();
  const { number, gross, settled, customer } = invoice;
  const command = useMutationCommand(VoidInvoiceDocument, {
    onDone: ({ voidInvoice }) => {
      const note = voidInvoice.allocations.find(({ creditNoteNumber }) => creditNoteNumber !== null);
      showToast({ message: t('voided', { number, note: note?.creditNoteNumber ?? '' }) });
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t('voidTitle', { number })}
      confirmLabel={t('voidSubmit', { number })}
      reason={{ label: t('voidReason'), description: t('voidReasonHelp'), missing: t('needReason') }}
      maxLength={500}
      busy={command.running}
      failure={command.failure}
      onConfirm={(reason) => void command.run({ invoiceId: invoice.id, reason })}
      onClose={onClose}
    >
      <Text>{t('voidEffect', { amount: format.money(gross) })}</Text>
      {/[1-9]/.test(settled.amount) && (
        <Text strong>{t('voidPaid', { amount: format.money(settled), name: customer?.name ?? '' })}</Text>
      )}
      <Text tone="secondary">{t('voidAgain')}</Text>
    </ReasonDialog>
  );
}
