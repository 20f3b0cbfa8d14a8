import type { ReactNode } from 'react';
import { Button, DateText, Money, MoneyInput, SimpleTable, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { OpenInvoicesDocument } from './payment.graphql';
import { paymentTexts } from './payment-texts';

type OpenInvoice = ResultOf<typeof OpenInvoicesDocument>['invoices']['nodes'][number];

/** Amounts as they were typed, by invoice. */
export type Parts = Readonly<Record<string, string>>;

export interface ChosenAllocation {
  readonly invoiceId: string;
  readonly amount: string;
}

/** What the typed amounts ask for; rows that are left empty take nothing. */
export function chosenAllocations(parts: Parts): readonly ChosenAllocation[] {
  return Object.entries(parts)
    .filter(([, amount]) => /[1-9]/.test(amount))
    .map(([invoiceId, amount]) => ({ invoiceId, amount }));
}

interface OpenInvoicePartsProps {
  readonly label: string;
  readonly invoices: readonly OpenInvoice[];
  readonly parts: Parts;
  readonly onChange: (parts: Parts) => void;
  readonly empty: ReactNode;
}

/** Says how much of a payment goes to each open invoice. */
export function OpenInvoiceParts({ label, invoices, parts, onChange, empty }: OpenInvoicePartsProps) {
  const t = useTexts(paymentTexts);
  return (
    <SimpleTable
      label={label}
      rows={invoices}
      rowId={({ id }) => id}
      empty={empty}
      columns={[
        { id: 'invoice', header: t('invoice'), cell: ({ number }) => number },
        { id: 'due', header: t('dueOn'), cell: ({ dueOn }) => <DateText value={dueOn} /> },
        { id: 'open', header: t('open'), align: 'end', cell: ({ open }) => <Money value={open} /> },
        {
          id: 'part',
          header: t('amount'),
          cell: ({ id, number, open }) => (
            <MoneyInput
              hideLabel
              size="small"
              label={t('part', { number })}
              currency={open.currency}
              value={parts[id] ?? ''}
              onChange={(value) => onChange({ ...parts, [id]: value })}
            />
          ),
        },
        {
          id: 'all',
          header: '',
          cell: ({ id, number, open }) => (
            <Button
              size="small"
              aria-label={`${t('settleAll')}: ${number}`}
              onClick={() => onChange({ ...parts, [id]: open.amount })}
            >
              {t('settleAll')}
            </Button>
          ),
        },
      ]}
    />
  );
}
