import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  DateTimeText,
  EmptyState,
  EntityLink,
  Money,
  Section,
  showToast,
  SimpleTable,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { UndoAllocationDocument } from './invoice.graphql';
import type { Invoice } from './invoice.graphql';
import { invoiceTexts } from './invoice-texts';

type Allocation = Invoice['allocations'][number];

/** Payments and credit notes that settle the invoice. An allocation can be taken back while the invoice stands. */
export function InvoiceAllocations({ invoice }: { invoice: Invoice }) {
  const t = useTexts(invoiceTexts);
  const { can } = useSession();
  const [undoing, setUndoing] = useState<Allocation | null>(null);
  const undoes = can('billing.payment.allocate') && invoice.status === 'ISSUED';
  return (
    <Section title={t('allocations')} flush={invoice.allocations.length > 0}>
      <SimpleTable
        label={t('allocations')}
        rows={invoice.allocations}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('noAllocations')} />}
        columns={[
          { id: 'document', header: t('document'), cell: (one) => <Settler allocation={one} /> },
          { id: 'when', header: t('when'), cell: ({ madeAt }) => <DateTimeText value={madeAt} /> },
          { id: 'amount', header: t('amount'), align: 'end', cell: ({ amount }) => <Money value={amount} /> },
          ...(undoes
            ? [
                {
                  id: 'undo',
                  header: '',
                  align: 'end' as const,
                  cell: (one: Allocation) =>
                    one.paymentId !== null && (
                      <Button size="small" onClick={() => setUndoing(one)}>
                        {t('undo')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {undoing !== null && <UndoDialog allocation={undoing} onClose={() => setUndoing(null)} />}
    </Section>
  );
}

function Settler({ allocation }: { allocation: Allocation }) {
  const t = useTexts(invoiceTexts);
  const { paymentId, receiptNumber, creditNoteId, creditNoteNumber } = allocation;
  if (paymentId !== null) {
    return <EntityLink href={`/payments/${paymentId}`}>{t('payment', { number: receiptNumber ?? '' })}</EntityLink>;
  }
  if (creditNoteId === null) return t('otherSettled');
  return (
    <EntityLink
      href={`/credit-notes/${creditNoteId ?? ''}`}
    >{`${t('creditNote')} ${creditNoteNumber ?? ''}`}</EntityLink>
  );
}

interface UndoProps {
  readonly allocation: Pick<Allocation, 'id' | 'amount'> & { readonly receiptNumber?: string | null };
  readonly onClose: () => void;
}

export function UndoDialog({ allocation: { id, amount, receiptNumber }, onClose }: UndoProps) {
  const t = useTexts(invoiceTexts);
  const format = useFormat();
  const command = useMutationCommand(UndoAllocationDocument, {
    onDone: () => {
      showToast({ message: t('undone') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('undoTitle')}
      confirmLabel={t('undo')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ allocationId: id })}
      onClose={onClose}
    >
      {t('undoText', { amount: format.money(amount), number: receiptNumber ?? '' })}
    </ConfirmDialog>
  );
}
